import type { FwupdFacts } from '../core/restart-plan/advice-facts.ts';
import type { BootFiles } from '../ports/boot-files.ts';
import type { ModeStore, NextRestartFiles } from '../ports/every-restart.ts';
import type { EnvironmentBlocks } from '../ports/environment-blocks.ts';
import type { FileSystems } from '../ports/file-systems.ts';
import type { History } from '../ports/history.ts';
import type { BootClock } from '../ports/history-times.ts';
import type { Journal } from '../ports/journal.ts';
import type { Kexec } from '../ports/kexec.ts';
import type { KernelStore, KexecWatchdog } from '../ports/kernels.ts';
import type { FileStamps, LoadRecords } from '../ports/load-record.ts';
import type { MachineFacts } from '../ports/machine-facts.ts';
import type { PolicyStore } from '../ports/policy-store.ts';
import type { RestartSource } from '../ports/restart-source.ts';
import { LocalBootFiles } from './boot-files/local-boot-files.ts';
import { recordPaths } from './boot-files/recorded-files.ts';
import { KernelClock } from './boot-times/kernel-clock.ts';
import { shareAnswer } from './dbus/share-answer.ts';
import { SYSTEM_BUS_ADDRESS } from './dbus/transport/bus-address.ts';
import { restrainVariables } from './efi-variables/restrained-variables.ts';
import { EnvironmentBlockFile } from './environment-block/environment-block-file.ts';
import { ModeFiles } from './every-restart/mode-files.ts';
import { NextRestart } from './every-restart/next-restart-files.ts';
import { FstabFileSystems } from './file-systems/fstab-file-systems.ts';
import { MountedFileSystems } from './file-systems/mounted-file-systems.ts';
import { HistoryFile, NO_HISTORY } from './history/history-file.ts';
import { KernelsFile, NO_KERNELS } from './kernels/kernels-file.ts';
import { findKexecTool, KexecTool } from './kexec/kexec-tool.ts';
import { LoadRecordFile } from './load-record/load-record-file.ts';
import { StatStamps } from './load-record/stat-stamps.ts';
import { RunningMachine } from './machine-facts/running-machine.ts';
import { PolicyFiles } from './policy-store/policy-files.ts';
import { restartSources } from './restart-sources/index.ts';

/** The real parts of this computer that the engine needs. */
export interface ThisSystem {
  readonly version: string;
  readonly files: BootFiles;
  readonly fileSystems: FileSystems;
  readonly machine: MachineFacts;
  readonly kexec: Kexec;
  readonly policy: PolicyStore;
  readonly records: LoadRecords;
  readonly stamps: FileStamps;
  readonly history: History;
  readonly kernels: KernelStore;
  readonly watchdog: KexecWatchdog;
  readonly clock: BootClock;
  readonly environmentBlocks: EnvironmentBlocks;
  readonly journal: Journal;
  readonly restartSources: readonly RestartSource[];
  readonly mode: ModeStore;
  readonly nextRestart: NextRestartFiles;
  readonly recording: (onTouch: (path: string) => void) => ThisSystem;
  readonly gzipEnd: (path: string, offset: number) => Promise<number | null>;
}

/** An update that is installed in this second waits for a restart that nobody has asked for yet. */
const FWUPD_FRESH_MS = 1000;

/** `root` is `/`, or another system's root directory (--root). `onTouch` hears of every path before it is looked at. */
export interface SystemOptions {
  readonly version: string;
  readonly root: string;
  readonly journal: Journal;
  readonly busAddress?: string | null;
  readonly onTouch?: (path: string) => void;
}

/** Connects the engine to this computer; `root` is `/`, or another system's root directory (--root). */
export function thisSystem(options: SystemOptions): ThisSystem {
  const noted = (files: BootFiles): BootFiles => (options.onTouch === undefined ? files : recordPaths(files, options.onTouch));
  const host = noted(restrainVariables(new LocalBootFiles('/')));
  const files = options.root === '/' ? host : noted(new LocalBootFiles(options.root));
  const fileSystems = options.root === '/' ? new MountedFileSystems(host) : new FstabFileSystems(files);
  const busAddress = options.busAddress ?? SYSTEM_BUS_ADDRESS;
  const askFwupd = shareAnswer(async (): Promise<FwupdFacts> => (await import('./dbus/fwupd.ts')).askFwupdAt(busAddress), FWUPD_FRESH_MS);
  return {
    version: options.version,
    files,
    fileSystems,
    machine: new RunningMachine(host, findKexecTool, { target: files, fileSystems, askFwupd }),
    kexec: new KexecTool(),
    policy: new PolicyFiles(files),
    records: new LoadRecordFile(),
    stamps: new StatStamps(),
    // What this machine's restarts took says nothing of another system.
    history: options.root === '/' ? new HistoryFile() : NO_HISTORY,
    kernels: options.root === '/' ? new KernelsFile() : NO_KERNELS,
    watchdog: watchdogAt(busAddress),
    clock: new KernelClock(),
    environmentBlocks: new EnvironmentBlockFile(),
    journal: options.journal,
    mode: new ModeFiles(),
    nextRestart: new NextRestart(),
    recording: (onTouch) => thisSystem({ ...options, onTouch }),
    restartSources: restartSources(host),
    gzipEnd: async (path, offset) => (await import('./gzip/gzip-end.ts')).gzipEnd(path, offset),
  };
}

/** Only a load speaks with systemd; programs that look do not load the transport. */
function watchdogAt(busAddress: string): KexecWatchdog {
  const opened = async (): Promise<KexecWatchdog> => new (await import('./kexec/systemd-watchdog.ts')).SystemdWatchdog(busAddress);
  return { arm: async (seconds) => (await opened()).arm(seconds), disarm: async () => (await opened()).disarm() };
}

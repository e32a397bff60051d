import { join } from 'node:path';
import { NO_MODE } from '../../../src/adapters/every-restart/mode-files.ts';
import { NextRestart } from '../../../src/adapters/every-restart/next-restart-files.ts';
import type { EnginePorts } from '../../../src/use-cases/engine-ports.ts';
import { LocalBootFiles } from '../../../src/adapters/boot-files/local-boot-files.ts';
import { EnvironmentBlockFile } from '../../../src/adapters/environment-block/environment-block-file.ts';
import { FstabFileSystems } from '../../../src/adapters/file-systems/fstab-file-systems.ts';
import { MountedFileSystems } from '../../../src/adapters/file-systems/mounted-file-systems.ts';
import { StatStamps } from '../../../src/adapters/load-record/stat-stamps.ts';
import { gzipEnd } from '../../../src/adapters/gzip/gzip-end.ts';
import { HistoryFile } from '../../../src/adapters/history/history-file.ts';
import { KernelClock } from '../../../src/adapters/boot-times/kernel-clock.ts';
import { NO_KERNELS } from '../../../src/adapters/kernels/kernels-file.ts';
import { PolicyFiles } from '../../../src/adapters/policy-store/policy-files.ts';
import type { Failure } from '../../../src/contracts/errors.ts';
import type { EntryList } from '../../../src/contracts/quick-restart-service.ts';
import { ok, type Result } from '../../../src/core/result.ts';
import type { Machine } from '../../../src/core/restart-plan/machine.ts';
import { createEngine } from '../../../src/use-cases/create-engine.ts';
import { adviceFacts } from '../../fakes/advice-facts.ts';
import { checkFacts } from '../../fakes/check-facts.ts';
import { FakeKexec, FakeWatchdog } from '../../fakes/engine-machine.ts';

/** test/fixtures/boot-trees */
export const TREES = join(import.meta.dirname, '../../fixtures/boot-trees');

/** Whose eyes a tree is read with: as a directory (--root), or as the running system that its /proc and /run describe. */
export type Eyes = 'directory' | 'running';

const MACHINE: Machine = {
  kernelRelease: '0.0.0-none',
  architecture: 'x86_64',
  commandLine: '',
  kexec: { tool: '/usr/sbin/kexec', fileLoad: true, classicLoad: true, loadDisabled: false, loaded: false },
  lockdown: 'none',
  busyPackageManagers: [],
  container: false,
};

/** What the whole engine lists of a tree, on an x86_64 machine that runs none of its kernels. */
export function readTree(name: string, eyes: Eyes): Result<EntryList, Failure> {
  const files = new LocalBootFiles(join(TREES, name, 'root'));
  const silent = (): void => undefined;
  const ports: EnginePorts = {
    version: '0.0.0-test',
    files,
    fileSystems: eyes === 'running' ? new MountedFileSystems(files) : new FstabFileSystems(files),
    machine: { read: () => MACHINE, readCheckFacts: () => checkFacts(), readAdvice: () => Promise.resolve(adviceFacts()) },
    kexec: new FakeKexec(),
    policy: new PolicyFiles(files),
    stamps: new StatStamps(),
    records: { read: () => null, isUnderWay: () => false, write: () => ok(null), clear: silent },
    kernels: NO_KERNELS,
    watchdog: new FakeWatchdog(),
    clock: new KernelClock(),
    history: new HistoryFile(join(TREES, name, 'root/var/lib/quick-restart')),
    environmentBlocks: new EnvironmentBlockFile(),
    journal: { info: silent, warning: silent, error: silent },
    gzipEnd,
    restartSources: [],
    mode: NO_MODE,
    nextRestart: new NextRestart('/nonexistent'),
    recording: () => ports,
  };
  return createEngine(ports).listEntries();
}

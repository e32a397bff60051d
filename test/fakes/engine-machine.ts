import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { LocalBootFiles } from '../../src/adapters/boot-files/local-boot-files.ts';
import { recordPaths } from '../../src/adapters/boot-files/recorded-files.ts';
import { ModeFiles } from '../../src/adapters/every-restart/mode-files.ts';
import { NextRestart } from '../../src/adapters/every-restart/next-restart-files.ts';
import { EnvironmentBlockFile } from '../../src/adapters/environment-block/environment-block-file.ts';
import { FstabFileSystems } from '../../src/adapters/file-systems/fstab-file-systems.ts';
import { StatStamps } from '../../src/adapters/load-record/stat-stamps.ts';
import { gzipEnd } from '../../src/adapters/gzip/gzip-end.ts';
import { HistoryFile } from '../../src/adapters/history/history-file.ts';
import { KernelClock } from '../../src/adapters/boot-times/kernel-clock.ts';
import { KernelsFile } from '../../src/adapters/kernels/kernels-file.ts';
import { PolicyFiles } from '../../src/adapters/policy-store/policy-files.ts';
import { restartSources } from '../../src/adapters/restart-sources/index.ts';
import { err, ok, type Result } from '../../src/core/result.ts';
import type { CheckFacts } from '../../src/core/restart-plan/check-facts.ts';
import type { AdviceFacts } from '../../src/core/restart-plan/advice-facts.ts';
import type { Machine } from '../../src/core/restart-plan/machine.ts';
import type { Kexec, KexecError, KexecReport, KexecRequest } from '../../src/ports/kexec.ts';
import type { KexecWatchdog } from '../../src/ports/kernels.ts';
import type { LoadRecord, LoadRecords } from '../../src/ports/load-record.ts';
import type { EnginePorts } from '../../src/use-cases/engine-ports.ts';
import { adviceFacts } from './advice-facts.ts';
import { checkFacts } from './check-facts.ts';
import { smallBzImage, smallInitrd } from './kernel-files.ts';
import { temporaryTree } from './temporary-directory.ts';

export const OLD_RELEASE = '6.12.100+deb13-amd64';
export const NEW_RELEASE = '6.12.107+deb13-amd64';
export const ROOT_UUID = '11111111-2222-3333-4444-555555555555';

type Tree = NonNullable<Parameters<typeof temporaryTree>[1]>;

/** Debian's menu in small: the newest kernel at the top, then both with their recovery entries in a submenu. */
export function menuOf(...releases: readonly string[]): string {
  const [newest = ''] = releases;
  const entry = (title: string, id: string, release: string, options: string): string =>
    `menuentry '${title}' --id '${id}' {\n search --no-floppy --fs-uuid --set=root ${ROOT_UUID}\n linux /boot/vmlinuz-${release} root=UUID=${ROOT_UUID} ro ${options}\n initrd /boot/initrd.img-${release}\n}\n`;
  const advanced = releases.map((release) => entry(`Debian, with Linux ${release}`, `linux-${release}`, release, 'quiet') + entry(`Debian, with Linux ${release} (recovery mode)`, `recovery-${release}`, release, 'single'));
  return `load_env\nif [ "\${next_entry}" ] ; then\n set default="\${next_entry}"\nelse\n set default="\${saved_entry}"\nfi\n${entry('Debian', 'simple', newest, 'quiet')}submenu 'Advanced options' --id 'advanced' {\n${advanced.join('')}}\n`;
}

/** A Debian system that runs the old kernel and has a newer one installed. */
export function debianTree(): Tree {
  const kernels = [NEW_RELEASE, OLD_RELEASE].map((release) => ({ [`boot/vmlinuz-${release}`]: smallBzImage(release), [`boot/initrd.img-${release}`]: smallInitrd() }));
  return Object.assign(
    { 'etc/fstab': `UUID=${ROOT_UUID} / ext4 defaults 0 1\n`, 'boot/grub/grub.cfg': menuOf(NEW_RELEASE, OLD_RELEASE), 'boot/grub/grubenv': emptyEnvironmentBlock(), [`lib/modules/${OLD_RELEASE}/modules.dep`]: '' },
    ...kernels,
  ) as Tree;
}

/** An environment block of 1024 bytes without a variable (GRUB manual, The GRUB environment block). */
export function emptyEnvironmentBlock(): string {
  return '# GRUB Environment Block\n'.padEnd(1024, '#');
}

/** kexec without a kernel: remembers what it was asked and can be told to fail or to wait. */
export class FakeKexec implements Kexec {
  loaded: boolean | null = false;
  readonly requests: KexecRequest[] = [];
  failure: KexecError | null = null;
  unloadFailure: KexecError | null = null;
  /** Runs while a load is under way. */
  during: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  /** How often what a cut load left was removed. */
  tidied = 0;

  isLoaded(): boolean | null {
    return this.loaded;
  }

  removeLeftovers(): void {
    this.tidied += 1;
  }

  async load(request: KexecRequest, signal: AbortSignal): Promise<Result<KexecReport, KexecError>> {
    this.requests.push(request);
    this.loaded = true; // the worst case: the failure comes after the kernel took the image
    await this.during(signal);
    if (this.failure !== null) return err(this.failure);
    return ok({ call: 'kexec_file_load', reason: '' });
  }

  unload(): Promise<Result<null, KexecError>> {
    if (this.unloadFailure !== null) return Promise.resolve(err(this.unloadFailure));
    this.loaded = false;
    return Promise.resolve(ok(null));
  }
}

class MemoryRecords implements LoadRecords {
  record: LoadRecord | null = null;
  /** Another process is loading. */
  underWay = false;
  isUnderWay(): boolean {
    return this.underWay;
  }
  read(): LoadRecord | null {
    return this.record;
  }
  write(record: LoadRecord): Result<null, { readonly kind: 'failed'; readonly detail: string }> {
    this.record = record;
    return ok(null);
  }
  clear(): void {
    this.record = null;
  }
}

/** A watchdog that remembers what it was told. */
export class FakeWatchdog implements KexecWatchdog {
  armed: number | null = null;
  failure: string | null = null;
  arm(seconds: number): Promise<Result<boolean, string>> {
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    this.armed = seconds;
    return Promise.resolve(ok(true));
  }
  disarm(): Promise<Result<null, string>> {
    this.armed = null;
    return Promise.resolve(ok(null));
  }
}

/** The engine's outside for one test: real files and readers on a tree of its own, a fake kexec. */
export interface EngineMachine {
  readonly root: string;
  readonly ports: EnginePorts;
  readonly kexec: FakeKexec;
  readonly records: MemoryRecords;
  readonly log: string[];
  readonly watchdog: FakeWatchdog;
}

export function engineMachine(t: TestContext, changes: { readonly tree?: Tree; readonly machine?: Partial<Machine>; readonly advice?: Partial<AdviceFacts>; readonly facts?: Partial<CheckFacts> } = {}): EngineMachine {
  const root = temporaryTree(t, changes.tree ?? debianTree());
  const files = new LocalBootFiles(root);
  const kexec = new FakeKexec();
  const records = new MemoryRecords();
  const watchdog = new FakeWatchdog();
  const log: string[] = [];
  const note = (message: string): void => void log.push(message);
  const machine = (): Machine => ({
    kernelRelease: OLD_RELEASE,
    architecture: 'x86_64',
    commandLine: `BOOT_IMAGE=/boot/vmlinuz-${OLD_RELEASE} root=UUID=${ROOT_UUID} ro quiet`,
    kexec: { tool: '/usr/sbin/kexec', fileLoad: true, classicLoad: true, loadDisabled: false, loaded: kexec.loaded },
    lockdown: 'none',
    busyPackageManagers: [],
    container: false,
    ...changes.machine,
  });
  const ports: EnginePorts = {
    version: '0.0.0-test',
    files,
    fileSystems: new FstabFileSystems(files),
    machine: { read: machine, readCheckFacts: () => checkFacts(changes.facts), readAdvice: () => Promise.resolve(adviceFacts(changes.advice)) },
    kexec,
    policy: new PolicyFiles(files),
    records,
    stamps: new StatStamps(),
    history: new HistoryFile(join(root, 'var/lib/quick-restart')),
    kernels: new KernelsFile(join(root, 'var/lib/quick-restart')),
    watchdog,
    clock: new KernelClock(),
    environmentBlocks: new EnvironmentBlockFile(),
    journal: { info: note, warning: note, error: note },
    gzipEnd,
    restartSources: restartSources(files),
    mode: new ModeFiles(root),
    nextRestart: new NextRestart(root),
    recording: (onTouch) => {
      const recorded = recordPaths(files, onTouch);
      return { ...ports, files: recorded, policy: new PolicyFiles(recorded) };
    },
  };
  return { root, ports, kexec, records, log, watchdog };
}

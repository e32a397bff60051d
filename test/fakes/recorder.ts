import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { HistoryFile } from '../../src/adapters/history/history-file.ts';
import { KernelsFile } from '../../src/adapters/kernels/kernels-file.ts';
import type { ManagerTimes } from '../../src/core/history/boot-note.ts';
import type { Clocks } from '../../src/core/history/clocks.ts';
import type { Shutdown } from '../../src/core/history/stop-note.ts';
import type { BootClock, BootFacts, ServiceManager } from '../../src/ports/history-times.ts';
import type { RecordPorts } from '../../src/use-cases/record-boot.ts';
import { temporaryTree } from './temporary-directory.ts';

const NOTE_STOP = resolve('systemd/libexec/note-stop');

/**
 * A machine whose restarts are recorded: real files below a root of its own, the real script at each stop; clocks and a service manager
 * that a test sets.
 */
export class Recorder implements RecordPorts {
  readonly root: string;
  /** The state directory. */
  readonly directory: string;
  readonly store: HistoryFile;
  readonly kernels: KernelsFile;
  readonly crashes = { loggedSince: (): boolean => this.crashed };
  readonly log: string[] = [];
  facts: BootFacts = { bootId: '00000000-0000-4000-8000-000000000001', kernelRelease: '6.12.1', throughKexec: false, commandLine: 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro' };
  clocks: Clocks = { bootSeconds: 0, monotonicSeconds: 0, wallMs: 1_795_262_400_000, rtcSeconds: 1_795_262_400 };
  times: ManagerTimes | null = null;
  reached: boolean | null = true;
  ending: Shutdown | null = 'none';
  crashed = false;
  /** Runs while the start is waited for. */
  whileStarting: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  constructor(t: TestContext, directory: string | null = null) {
    this.root = temporaryTree(t);
    this.directory = directory ?? join(this.root, 'var/lib/quick-restart');
    if (directory === null) mkdirSync(this.directory, { recursive: true });
    this.store = new HistoryFile(this.directory, this.#path('run/quick-restart/boot-recorded'));
    this.kernels = new KernelsFile(this.directory);
  }

  readonly journal = {
    info: (message: string): void => void this.log.push(`info: ${message}`),
    warning: (message: string): void => void this.log.push(`warning: ${message}`),
    error: (message: string): void => void this.log.push(`error: ${message}`),
  };

  readonly clock: BootClock = {
    read: () => this.facts,
    now: () => this.clocks,
    processStart: () => ({ bootSeconds: this.clocks.bootSeconds - 0.5, monotonicSeconds: this.clocks.monotonicSeconds - 0.5 }),
  };

  readonly manager: ServiceManager = {
    startupFinished: (signal) => this.whileStarting(signal),
    times: () => Promise.resolve(this.times),
    targetReached: () => Promise.resolve(this.reached),
    shutdown: () => Promise.resolve(this.ending),
  };

  /** Time passes. */
  wait(seconds: number): void {
    const { bootSeconds, monotonicSeconds, wallMs, rtcSeconds } = this.clocks;
    this.clocks = { bootSeconds: bootSeconds + seconds, monotonicSeconds: monotonicSeconds + seconds, wallMs: wallMs + seconds * 1000, rtcSeconds: rtcSeconds === null ? null : Math.floor(wallMs / 1000 + seconds) };
  }

  /** The next kernel starts after `gapSeconds`, and is up after `startSeconds`; a second later the recorder looks. */
  boot(gapSeconds: number, startSeconds: number, throughKexec: boolean): void {
    this.wait(gapSeconds);
    const kernelMs = this.clocks.wallMs;
    this.facts = { bootId: `00000000-0000-4000-8000-${String(Number(this.facts.bootId?.slice(-12)) + 1).padStart(12, '0')}`, kernelRelease: '6.12.2', throughKexec, commandLine: throughKexec ? 'root=/dev/vda1 ro' : 'BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro' };
    this.clocks = { ...this.clocks, bootSeconds: 0, monotonicSeconds: 0 };
    this.times = { firmwareUsec: 0, loaderUsec: 0, kernelUsec: kernelMs * 1000, userspaceMonotonicUsec: 1_000_000, finishMonotonicUsec: startSeconds * 1e6 };
    rmSync(this.#path('run'), { recursive: true, force: true });
    this.wait(startSeconds + 1);
  }

  /** Services begin to stop: the unit's script runs, by `shell`. */
  noteStop(kind: string, shell: readonly [string, ...string[]] = ['/bin/sh']): void {
    const { bootSeconds, rtcSeconds, wallMs } = this.clocks;
    this.put('proc/uptime', `${bootSeconds.toFixed(2)} 1.00`);
    this.put('proc/sys/kernel/random/boot_id', this.facts.bootId ?? '');
    this.put('proc/sys/kernel/osrelease', this.facts.kernelRelease);
    this.put('proc/sys/kernel/bootloader_type', this.facts.throughKexec === true ? '208' : '114');
    this.put('sys/class/rtc/rtc0/since_epoch', String(rtcSeconds ?? ''));
    this.#putSystemctl();
    const [program, ...args] = shell;
    const ran = spawnSync(program, [...args, NOTE_STOP, kind, this.root], { encoding: 'utf8', env: { PATH: `${this.#path('bin')}:${process.env['PATH'] ?? ''}` } });
    if (ran.stderr !== '' || ran.status !== 0) throw new Error(`note-stop: ${String(ran.status)} ${ran.stderr}`);
    utimesSync(join(this.directory, 'stop'), wallMs / 1000, wallMs / 1000);
  }

  /** All services have stopped; quick-restart-stopped.service writes the mark, and whether a kernel is loaded. */
  markStopped(loaded: boolean | null = null): void {
    this.put('var/lib/quick-restart/services-stopped', `${this.clocks.bootSeconds.toFixed(2)} 1.00${loaded === null ? '' : `\n${loaded ? 1 : 0}`}`);
  }

  /** A file of a line. */
  put(path: string, line: string): void {
    mkdirSync(dirname(this.#path(path)), { recursive: true });
    writeFileSync(this.#path(path), `${line}\n`);
  }

  /** What systemctl(1) would say of this boot. */
  #putSystemctl(): void {
    const times = this.times;
    const kernel = new Date((times?.kernelUsec ?? 0) / 1000).toISOString().replace('T', ' ').replace('Z', '000 UTC');
    const said = times === null ? [] : [`FirmwareTimestampMonotonic=${times.firmwareUsec}`, `LoaderTimestampMonotonic=${times.loaderUsec}`, `KernelTimestamp=Sat ${kernel}`, `UserspaceTimestampMonotonic=${times.userspaceMonotonicUsec}`, `FinishTimestampMonotonic=${times.finishMonotonicUsec}`];
    this.put('bin/systemctl', `#!/bin/sh\ncat <<'END'\n${said.join('\n')}\nEND`);
    chmodSync(this.#path('bin/systemctl'), 0o755);
  }

  #path(path: string): string {
    return join(this.root, path);
  }
}

import type { TestContext } from 'node:test';
import { HistoryFile } from '../../src/adapters/history/history-file.ts';
import type { ManagerTimes } from '../../src/core/history/boot-note.ts';
import type { Clocks } from '../../src/core/history/clocks.ts';
import type { Shutdown } from '../../src/core/history/stop-note.ts';
import type { BootClock, BootFacts, ServiceManager } from '../../src/ports/history-times.ts';
import type { RecordPorts } from '../../src/use-cases/record-boot.ts';
import { temporaryTree } from './temporary-directory.ts';

/** A machine whose restarts are recorded: real files in a directory of its own, clocks and a service manager that a test sets. */
export class Recorder implements RecordPorts {
  readonly directory: string;
  readonly store: HistoryFile;
  readonly log: string[] = [];
  facts: BootFacts = { bootId: '00000000-0000-4000-8000-000000000001', kernelRelease: '6.12.1', throughKexec: false };
  clocks: Clocks = { bootSeconds: 0, monotonicSeconds: 0, wallMs: 1_795_262_400_000, rtcSeconds: 1_795_262_400 };
  times: ManagerTimes | null = null;
  asked: Shutdown | null = 'none';
  loadingSince: number | null = null;
  /** Runs while the start is waited for. */
  whileStarting: (signal: AbortSignal) => Promise<void> = () => Promise.resolve();

  constructor(t: TestContext, directory = temporaryTree(t)) {
    this.directory = directory;
    this.store = new HistoryFile(directory);
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
    loadingSinceBootSeconds: () => this.loadingSince,
  };

  readonly manager: ServiceManager = {
    startupFinished: (signal) => this.whileStarting(signal),
    times: () => Promise.resolve(this.times),
    shutdown: () => Promise.resolve(this.asked),
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
    this.facts = { bootId: `00000000-0000-4000-8000-${String(Number(this.facts.bootId?.slice(-12)) + 1).padStart(12, '0')}`, kernelRelease: '6.12.2', throughKexec };
    this.clocks = { ...this.clocks, bootSeconds: 0, monotonicSeconds: 0 };
    this.times = { firmwareUsec: 0, loaderUsec: 0, kernelUsec: kernelMs * 1000, userspaceMonotonicUsec: 1_000_000, finishMonotonicUsec: startSeconds * 1e6 };
    this.loadingSince = null;
    this.wait(startSeconds + 1);
  }
}

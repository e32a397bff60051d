import type { Clocks } from '../core/history/clocks.ts';
import type { ManagerTimes } from '../core/history/boot-note.ts';
import type { Shutdown } from '../core/history/stop-note.ts';

/** What the running kernel says of its boot. */
export interface BootFacts {
  /** /proc/sys/kernel/random/boot_id; null where it cannot be read. */
  readonly bootId: string | null;
  /** `uname -r` */
  readonly kernelRelease: string;
  /** Another kernel started this one; null where the kernel does not tell. */
  readonly throughKexec: boolean | null;
  /** /proc/cmdline without its line end; null where it cannot be read. */
  readonly commandLine: string | null;
}

/** The kernel's clocks and what it says of its boot. */
export interface BootClock {
  read(): BootFacts;
  now(): Clocks;
  /** CLOCK_BOOTTIME and CLOCK_MONOTONIC when this process was started: it is asked at once, and needs a moment to answer. */
  processStart(): Pick<Clocks, 'bootSeconds' | 'monotonicSeconds'>;
}

/** What the service manager says. Each answer is null where it does not come in time. */
export interface ServiceManager {
  /** Settles when everything that the boot was to start has been, or `signal` aborts, or it has taken too long. */
  startupFinished(signal: AbortSignal): Promise<void>;
  times(): Promise<ManagerTimes | null>;
  /** The boot has reached what it was to reach: boot-complete.target, graphical.target or multi-user.target is active. */
  targetReached(): Promise<boolean | null>;
  /** What it was told to do: `none` where it goes on. */
  shutdown(): Promise<Shutdown | null>;
}

import type { Result } from '../core/result.ts';
import type { KeptKernels } from '../core/trial/kept-kernels.ts';
import type { StateError } from './state-error.ts';

/** Keeps what is known about kernels that were started here. A write is whole or not at all, also where the power fails. */
export interface KernelStore {
  /** null where nobody keeps it: another system's root, or a machine where we are not installed. */
  read(): Result<KeptKernels | null, StateError>;
  write(kernels: KeptKernels): Result<null, StateError>;
  /** Moves a damaged file out of the way; the value is its new path. A few are kept. */
  keepAside(): Result<string, StateError>;
}

/** What kernels wrote when they died. */
export interface CrashLogs {
  /** One was written at this time of day or later, milliseconds since the epoch. */
  loggedSince(sinceMs: number): boolean;
}

/** The hardware watchdog of a restart through kexec: it resets a machine whose next kernel nobody takes it over from. */
export interface KexecWatchdog {
  /**
   * Has systemd start it before the jump, with this patience. false: left alone, because this machine's systemd uses no watchdog, so that
   * the next one would not take it over, or because an administrator has set it already. Error: a sentence.
   */
  arm(seconds: number): Promise<Result<boolean, string>>;
  /** Puts back what `arm` found; done where it did nothing. Error: a sentence. */
  disarm(): Promise<Result<null, string>>;
}

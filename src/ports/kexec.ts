import type { Result } from '../core/result.ts';

/** What kexec(8) is asked to load; paths on the running system. */
export interface KexecRequest {
  readonly kernel: string;
  readonly initrds: readonly string[];
  readonly commandLine: string;
  /** The old kexec_load call may be tried where kexec_file_load is not available (never under lockdown). */
  readonly allowClassicLoad: boolean;
}

/** How the kernel was loaded. */
export interface KexecReport {
  readonly call: 'kexec_file_load' | 'kexec_load';
  /** Why the first call was not enough, for the log; empty where it was. */
  readonly reason: string;
}

/** Why kexec failed. */
export interface KexecError {
  readonly kind:
    | 'tool-missing' // kexec(8) is not installed
    | 'not-permitted' // the kernel said EPERM: lockdown, kexec_load_disabled or a missing capability
    | 'signature' // the kernel rejected the image's signature (EKEYREJECTED, ENOKEY, EBADMSG)
    | 'not-supported' // the running kernel has no usable kexec call
    | 'rejected' // kexec or the kernel did not accept the image
    | 'timeout'
    | 'not-verified' // kexec said done and /sys/kernel/kexec_loaded did not change as it should
    | 'failed';
  readonly detail: string;
}

/** Loads and unloads a kernel; nothing here restarts the machine. */
export interface Kexec {
  /** /sys/kernel/kexec_loaded; null where it cannot be read. */
  isLoaded(): boolean | null;
  /** Loads, then verifies. Leaves nothing loaded when it fails or when `signal` aborts. */
  load(request: KexecRequest, signal: AbortSignal): Promise<Result<KexecReport, KexecError>>;
  /** Unloads (`kexec -u -a`), then verifies. Done when nothing is loaded. */
  unload(): Promise<Result<null, KexecError>>;
  /** Removes the files of its own that a load which was cut short left in memory. Not while one is under way. */
  removeLeftovers(): void;
}

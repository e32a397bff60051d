/** How the machine came from one boot to the next; closed. */
export type RestartKind =
  | 'quick' // through kexec
  | 'ordinary' // a restart through the firmware that was asked for
  | 'power-cycle' // off and on again, or the power failed: no restart was asked for
  | 'soft-reboot' // user space only, systemd-soft-reboot.service(8)
  | 'unknown';

/**
 * One restart of this machine, from the wish to the services being up. Times of day are milliseconds since the epoch; lengths are
 * seconds, null where they are not known. Written at the end of the boot that it led to.
 */
export interface RestartRecord {
  readonly kind: RestartKind;
  /** When the restart was asked for; null where nobody did (a power cycle). */
  readonly askedAtMs: number | null;
  /** When the boot that followed was up, or was ended before. */
  readonly finishedAtMs: number;
  /** `uname -r` before and after; null where unknown. */
  readonly fromRelease: string | null;
  readonly toRelease: string | null;
  /** From the wish to the services being up. */
  readonly totalSeconds: number | null;
  /** The parts of it: services stopping; firmware; boot loader; kernel and services starting. */
  readonly stoppingSeconds: number | null;
  /** Both of them where only their sum is known (then `loaderSeconds` is null); null after a quick restart. */
  readonly firmwareSeconds: number | null;
  readonly loaderSeconds: number | null;
  readonly startingSeconds: number | null;
  /** The boot reached its target; false where it was ended before, and where a quick restart ended in the firmware after all. */
  readonly cameUp: boolean;
  /**
   * Of a quick restart: what firmware and boot loader took at the machine's last boot through them, which is an estimate of what was
   * skipped. Left out where it is not known and for every other kind.
   */
  readonly skippedSeconds?: number;
}

/** Every kind, for checking words that come from outside. */
export const RESTART_KINDS: readonly RestartKind[] = ['quick', 'ordinary', 'power-cycle', 'soft-reboot', 'unknown'];

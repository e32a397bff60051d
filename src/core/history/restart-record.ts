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
  /** When the boot that followed was up. */
  readonly finishedAtMs: number;
  /** `uname -r` before and after; null where unknown. */
  readonly fromRelease: string | null;
  readonly toRelease: string | null;
  /** From the wish to the services being up. */
  readonly totalSeconds: number | null;
  /** The parts of it: services stopping; firmware; boot loader; kernel and services starting. */
  readonly stoppingSeconds: number | null;
  readonly firmwareSeconds: number | null;
  readonly loaderSeconds: number | null;
  readonly startingSeconds: number | null;
  /** The boot reached its target; false where it was ended before. */
  readonly cameUp: boolean;
}

import type { Clocks } from './clocks.ts';

/** systemd's own timestamps of a boot; org.freedesktop.systemd1(5), "The Manager Object", "Properties". */
export interface ManagerTimes {
  /** FirmwareTimestampMonotonic: from the start of the firmware to that of the kernel; 0 where the firmware does not tell. Also the last boot's after kexec. */
  readonly firmwareUsec: number;
  /** LoaderTimestampMonotonic: from the start of the boot loader to that of the kernel; 0 where it does not tell. Also the last boot's after kexec. */
  readonly loaderUsec: number;
  /** KernelTimestamp: the time of day when the kernel started, before anybody set the clock. */
  readonly kernelUsec: number;
  /** UserspaceTimestampMonotonic: the manager started, for the second time at a soft reboot. */
  readonly userspaceMonotonicUsec: number;
  /** FinishTimestampMonotonic: all that was to be started has been; 0 before. */
  readonly finishMonotonicUsec: number;
}

/** What is known of a boot when it is recorded. */
export interface BootNote {
  /** /proc/sys/kernel/random/boot_id */
  readonly id: string;
  /** `uname -r` */
  readonly kernelRelease: string;
  /** Another kernel started this one; null where the kernel does not tell. */
  readonly throughKexec: boolean | null;
  /** null where systemd did not answer. */
  readonly times: ManagerTimes | null;
  /** The clocks now. */
  readonly now: Clocks;
  /** CLOCK_MONOTONIC when the targets were reached, as far as the recorder saw it: it is started behind them. */
  readonly reachedMonotonicSeconds: number;
  /** The targets were reached; false where the boot is recorded because it ends before. */
  readonly cameUp: boolean;
}

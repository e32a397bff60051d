/** The clocks of one moment. Within a boot, lengths of time come from the first two only: the others jump when somebody sets them. */
export interface Clocks {
  /** CLOCK_BOOTTIME: seconds since the kernel started, suspended ones included. */
  readonly bootSeconds: number;
  /** CLOCK_MONOTONIC: seconds since the kernel started, suspended ones left out; systemd's timestamps are of this clock. */
  readonly monotonicSeconds: number;
  /** The system's time of day, milliseconds since the epoch. */
  readonly wallMs: number;
  /** The hardware clock, taken as UTC whatever it is set to: seconds since the epoch; null where there is none. */
  readonly rtcSeconds: number | null;
}

/** Whole machines differ; a firmware that tests a terabyte of memory takes minutes. Beyond this somebody else was at work. */
const LONGEST_GAP_SECONDS = 1800;
/** Both clocks have a resolution of a second where a kernel reads its time from the hardware clock. */
const TOLERANCE_SECONDS = 1.5;

/**
 * Seconds from one moment before a restart to the start of the kernel behind it, to about a second; null where no clock ran through.
 *
 * The next kernel takes its time of day from the hardware clock before anybody corrects it (rtc_hctosys, the second's middle), and
 * systemd's KernelTimestamp is of that time. So the hardware clock at both ends measures the gap, whatever NTP, a person or a time zone
 * did to the system's clock; where the system's clock agrees, it is the finer one. Negative gaps and those beyond half an hour are no
 * measurement.
 */
export function gapSeconds(before: { readonly wallMs: number; readonly rtcSeconds: number | null }, kernelAtMs: number): number | null {
  const byWall = (kernelAtMs - before.wallMs) / 1000;
  const byRtc = before.rtcSeconds === null ? null : kernelAtMs / 1000 - (before.rtcSeconds + 0.5);
  const gap = byRtc === null || Math.abs(byWall - byRtc) <= TOLERANCE_SECONDS ? byWall : byRtc;
  if (!Number.isFinite(gap) || gap < -TOLERANCE_SECONDS || gap > LONGEST_GAP_SECONDS) return null;
  return Math.max(0, gap);
}

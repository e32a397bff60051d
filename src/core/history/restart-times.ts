import type { BootNote, ManagerTimes } from './boot-note.ts';
import { gapSeconds } from './clocks.ts';
import type { RestartKind, RestartRecord } from './restart-record.ts';
import type { StopNote } from './stop-note.ts';

/** The times of a record. */
export type RestartTimes = Pick<RestartRecord, 'askedAtMs' | 'totalSeconds' | 'stoppingSeconds' | 'firmwareSeconds' | 'loaderSeconds' | 'startingSeconds'>;

/** What is known of a restart that started another kernel. */
export interface KnownRestart {
  readonly kind: RestartKind;
  /** Firmware and boot loader ran: not after kexec, but after a quick restart that ended in the firmware. */
  readonly throughFirmware: boolean;
  readonly stop: StopNote | null;
  /** As in Left. */
  readonly stoppedBootSeconds: number | null;
}

/** Firmware that tells of more has told of something else. */
const LONGEST_FIRMWARE_SECONDS = 1800;
/** What may lie between two boots beside firmware and boot loader: file systems, devices. More than that is another system's run. */
const LONGEST_REST_SECONDS = 120;

/** The times of a restart that started another kernel; null for those that no clock measured. */
export function restartTimes(boot: BootNote, known: KnownRestart): RestartTimes {
  const told = known.throughFirmware ? reportedFirmware(boot.times) : null;
  const startingSeconds = tenth(finishedMonotonicSeconds(boot));
  const unasked = { askedAtMs: null, totalSeconds: null, stoppingSeconds: null, firmwareSeconds: told?.firmware ?? null, loaderSeconds: told?.loader ?? null, startingSeconds };
  // A note of another kind of shutdown holds no wish for a restart.
  if (known.stop === null || (known.kind !== 'quick' && known.kind !== 'ordinary')) return unasked;
  return { ...unasked, ...askedTimes(boot, known, known.stop, told?.sum ?? null) };
}

/** From the wish on; `toldSeconds`: firmware and boot loader, where they are told. */
function askedTimes(boot: BootNote, { kind, stoppedBootSeconds }: KnownRestart, stop: StopNote, toldSeconds: number | null): Partial<RestartTimes> {
  const stopping = stoppedBootSeconds === null ? null : stoppedBootSeconds - stop.askedBootSeconds;
  const asked = { askedAtMs: askedAtMs(stop), stoppingSeconds: stopping === null ? null : tenth(stopping) };
  const between = gapBehind(stop, stoppedBootSeconds ?? stop.askedBootSeconds, boot.times);
  if (between === null || (toldSeconds !== null && between - toldSeconds > LONGEST_REST_SECONDS)) return asked;
  const gap = Math.max(between, toldSeconds ?? 0);
  const totalSeconds = tenth((stopping ?? 0) + gap + finishedMonotonicSeconds(boot));
  // Where nobody tells, the time between the last service's end and the next kernel's start is that of firmware and boot loader.
  const measured = kind === 'ordinary' && toldSeconds === null && stopping !== null ? { firmwareSeconds: tenth(gap) } : {};
  return { ...asked, totalSeconds, ...measured };
}

/** The times of a soft reboot: the same kernel goes on, and one clock measures it all. */
export function softRebootTimes(boot: BootNote, stop: StopNote, stoppedBootSeconds: number | null): RestartTimes {
  const finished = finishedMonotonicSeconds(boot);
  const suspended = boot.now.bootSeconds - boot.now.monotonicSeconds;
  const total = finished + suspended - stop.askedBootSeconds;
  const starting = boot.times === null ? -1 : finished - boot.times.userspaceMonotonicUsec / 1e6;
  return {
    askedAtMs: askedAtMs(stop),
    totalSeconds: total >= 0 ? tenth(total) : null,
    stoppingSeconds: stoppedBootSeconds === null ? null : tenth(stoppedBootSeconds - stop.askedBootSeconds),
    firmwareSeconds: null,
    loaderSeconds: null,
    startingSeconds: starting < 0 ? null : tenth(starting),
  };
}

/** CLOCK_MONOTONIC when the boot was up: systemd's word, or else the recorder's own start behind the targets. */
export function finishedMonotonicSeconds({ times, reachedMonotonicSeconds, now }: BootNote): number {
  const finish = times === null || times.finishMonotonicUsec === 0 ? reachedMonotonicSeconds : times.finishMonotonicUsec / 1e6;
  return Math.min(finish, now.monotonicSeconds);
}

/**
 * Firmware and boot loader as systemd reports them, and both together; null where neither is known. After kexec this is still what
 * they took at the last boot through them.
 */
export function reportedFirmware(times: ManagerTimes | null): { readonly firmware: number | null; readonly loader: number | null; readonly sum: number } | null {
  if (times === null) return null;
  const loader = times.loaderUsec / 1e6;
  const both = times.firmwareUsec / 1e6;
  const sum = Math.max(both, loader);
  if (sum <= 0 || sum > LONGEST_FIRMWARE_SECONDS) return null;
  return { firmware: both > loader ? tenth(both - loader) : null, loader: loader > 0 ? tenth(loader) : null, sum: tenth(sum) };
}

/** From a moment of the boot that ended, on its CLOCK_BOOTTIME, to the start of this kernel. */
function gapBehind(stop: StopNote, momentBootSeconds: number, times: ManagerTimes | null): number | null {
  if (times === null) return null;
  const since = momentBootSeconds - stop.notedBootSeconds;
  const rtcSeconds = stop.notedRtcSeconds === null ? null : stop.notedRtcSeconds + since;
  return gapSeconds({ wallMs: stop.notedWallMs + since * 1000, rtcSeconds }, times.kernelUsec / 1000);
}

function askedAtMs(stop: StopNote): number {
  return Math.round(stop.notedWallMs - (stop.notedBootSeconds - stop.askedBootSeconds) * 1000);
}

function tenth(seconds: number): number {
  return Math.max(0, Math.round(seconds * 10) / 10);
}

/** What the service manager was told to do when services began to stop; bootup(7), systemd.special(7). */
export type Shutdown =
  | 'kexec'
  | 'reboot'
  | 'poweroff' // halt too: neither comes back by itself
  | 'soft-reboot'
  | 'none' // only our own unit was stopped; notes of version 1 say so
  | 'unknown';

/** What is noted when a boot ends, for the boot that follows. */
export interface StopNote {
  /** /proc/sys/kernel/random/boot_id of the boot that ends. */
  readonly bootId: string;
  /** `uname -r` of it. */
  readonly kernelRelease: string;
  readonly shutdown: Shutdown;
  /** When the restart was asked for, and when this was noted: CLOCK_BOOTTIME, see Clocks. */
  readonly askedBootSeconds: number;
  readonly notedBootSeconds: number;
  /** Time of day and hardware clock when this was noted, see Clocks. */
  readonly notedWallMs: number;
  readonly notedRtcSeconds: number | null;
}

/** Every word of Shutdown. */
export const SHUTDOWNS: readonly Shutdown[] = ['kexec', 'reboot', 'poweroff', 'soft-reboot', 'none', 'unknown'];

/** Tells one stop from another, also from another one of the same boot (soft reboots). */
export function stopId(note: StopNote): string {
  return `${note.bootId}@${note.notedBootSeconds.toFixed(2)}`;
}

/**
 * CLOCK_BOOTTIME when all services had stopped, from a copy of /proc/uptime; null where it is none, or of another boot than the note's:
 * it must be later than the note, and not by an hour.
 *
 * @example parseStoppedMark('1234.56 2345.67\n', note) // 1234.56
 */
export function parseStoppedMark(text: string | null, note: StopNote): number | null {
  const seconds = Number(/^(\d{1,12}\.\d{2}) \d/.exec(text ?? '')?.[1] ?? Number.NaN);
  return seconds >= note.askedBootSeconds && seconds <= note.notedBootSeconds + 3600 ? seconds : null;
}

/**
 * Whether a kernel was loaded for kexec when all services had stopped, from the second line of the mark, a copy of
 * /sys/kernel/kexec_loaded: one that was out of date had been unloaded by then. null where the mark has none.
 */
export function parseLoadedAtEnd(text: string | null): boolean | null {
  const loaded = /^.*\n([01])\n?$/.exec(text ?? '')?.[1];
  return loaded === undefined ? null : loaded === '1';
}

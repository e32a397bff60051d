import { err, ok, type Result } from '../result.ts';

/** What the service manager was told to do when services began to stop; bootup(7), systemd.special(7). */
export type Shutdown =
  | 'kexec'
  | 'reboot'
  | 'poweroff' // halt too: neither comes back by itself
  | 'soft-reboot'
  | 'none' // only our own unit was stopped
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
const SCHEMA = 1;

/** What each key of a note must be. */
const KEYS: { readonly [Key in keyof StopNote]: (value: unknown) => boolean } = {
  bootId: isText,
  kernelRelease: isText,
  shutdown: (value) => SHUTDOWNS.some((one) => one === value),
  askedBootSeconds: isNumber,
  notedBootSeconds: isNumber,
  notedWallMs: isNumber,
  notedRtcSeconds: (value) => value === null || isNumber(value),
};

/** Tells one stop from another, also from another one of the same boot (soft reboots). */
export function stopId(note: StopNote): string {
  return `${note.bootId}@${note.notedBootSeconds.toFixed(2)}`;
}

/** The text of a note: one line of JSON. */
export function formatStopNote(note: StopNote): string {
  return `${JSON.stringify({ schema: SCHEMA, ...note })}\n`;
}

/** Reads a note. Error: a sentence about what is damaged. */
export function parseStopNote(text: string): Result<StopNote, string> {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== SCHEMA) return err('it is no note of this version');
  const fields = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(KEYS) as (keyof StopNote)[];
  const damaged = keys.find((key) => !KEYS[key](fields[key]));
  if (damaged !== undefined) return err(`its ${damaged} is damaged`);
  return ok(Object.fromEntries(keys.map((key) => [key, fields[key]])) as unknown as StopNote);
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 256;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15; // the last moment of a Date
}

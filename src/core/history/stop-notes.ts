import type { BootNote, ManagerTimes } from './boot-note.ts';
import { startedByKexec } from './started-by-kexec.ts';
import { SHUTDOWNS, type Shutdown, type StopNote } from './stop-note.ts';

/** One stop as the boot that ended left it. */
export interface NotedStop {
  readonly note: StopNote;
  /** The mark of when its services had stopped, kept beside an earlier note; null for the last one, which has its own file. */
  readonly stoppedMark: string | null;
  /** The boot that ended, for recording it where it did not come to that; null in notes of version 1. */
  readonly boot: BootNote | null;
}

/** A kernel that was loaded shortly before services began to stop was loaded for this restart, and the wish is older than the load. */
const LOADED_FOR_THIS_SECONDS = 60;
/** Boots in a row of which none was recorded; more than these were a loop, of which the latest count. */
const MOST_NOTES = 64;

/**
 * Reads what systemd/libexec/note-stop left: a note for each stop that nobody has recorded yet, oldest first, almost always one. A note
 * is `stop 2` and lines of a key and a value; `noted` ends it, and an earlier one is followed by `written`, `stopped` and `kernel-loaded`. A JSON object
 * on one line is a note of version 1. `writtenMs`: the file's time of last change, which is when the last note was written.
 * `damaged` stands for a note that cannot be read, a cut one as a rule; of two notes of one boot the first was a shutdown that
 * did not come, unless it was a soft reboot.
 *
 * @example parseStopNotes('stop 2\nuptime 100.5 90\nboot 1111…\nshutdown kexec\nrelease 6.12.1\nnoted 100.6 90\n', 1795262400000)
 */
export function parseStopNotes(text: string, writtenMs: number): readonly (NotedStop | 'damaged')[] {
  const blocks = blocksOf(text).slice(-MOST_NOTES);
  const read = blocks.map((lines, at) => (lines[0]?.startsWith('{') === true ? versionOne(lines) : versionTwo(lines, at === blocks.length - 1 ? writtenMs : null)) ?? 'damaged');
  return read.filter((one, at) => !isSuperseded(one, read[at + 1]));
}

type Facts = ReadonlyMap<string, string>;

/** Lines by note. What stands before the first is a note of its own, and a damaged one. */
function blocksOf(text: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    if (blocks.length === 0 || line === 'stop 2' || line.startsWith('{')) blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks;
}

function isSuperseded(one: NotedStop | 'damaged', next: NotedStop | 'damaged' | undefined): boolean {
  if (one === 'damaged' || next === undefined || next === 'damaged') return false;
  return one.note.bootId === next.note.bootId && one.note.shutdown !== 'soft-reboot';
}

function factsOf(lines: readonly string[]): Facts {
  const facts = new Map<string, string>();
  for (const line of lines) {
    const [, key, value] = /^([A-Za-z-]{1,40})[ =](.{1,8192})$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && !facts.has(key)) facts.set(key, value);
  }
  return facts;
}

/** `writtenMs`: null for an earlier note, which has it among its lines. */
function versionTwo(lines: readonly string[], writtenMs: number | null): NotedStop | null {
  const facts = factsOf(lines);
  const bootId = facts.get('boot') ?? '';
  const kernelRelease = facts.get('release') ?? '';
  const shutdown = shutdownOf(facts.get('shutdown'));
  const clocks = clocksOf(facts, writtenMs);
  if (!/^[0-9a-f-]{36}$/.test(bootId) || !/^.{1,256}$/.test(kernelRelease) || shutdown === null || clocks === null) return null;
  const { uptime, ...noted } = clocks;
  const askedBootSeconds = shutdown === 'kexec' ? (loadingSince(facts, uptime) ?? uptime) : uptime;
  const note: StopNote = { bootId, kernelRelease, shutdown, askedBootSeconds, ...noted };
  return { note, stoppedMark: stoppedMarkOf(facts), boot: bootOf(note, facts) };
}

/** The mark of an earlier stop as its own file had it: the clock, and whether a kernel was still loaded. */
function stoppedMarkOf(facts: Facts): string | null {
  const stopped = facts.get('stopped');
  const loaded = facts.get('kernel-loaded');
  return stopped === undefined ? null : `${stopped}\n${loaded === undefined ? '' : `${loaded}\n`}`;
}

/** The clocks when the script began, and when it wrote. */
function clocksOf(facts: Facts, writtenMs: number | null): (Pick<StopNote, 'notedBootSeconds' | 'notedWallMs' | 'notedRtcSeconds'> & { readonly uptime: number }) | null {
  const uptime = secondsOf(facts.get('uptime'));
  const notedBootSeconds = secondsOf(facts.get('noted'));
  const notedRtcSeconds = wholeOf(facts.get('rtc'));
  const notedWallMs = statMsOf(facts.get('written')) ?? writtenMs ?? (notedRtcSeconds === null ? null : notedRtcSeconds * 1000 + 500);
  if (uptime === null || notedBootSeconds === null || notedWallMs === null || !isTime(notedWallMs)) return null;
  return { uptime, notedBootSeconds, notedWallMs: Math.round(notedWallMs), notedRtcSeconds };
}

/** CLOCK_BOOTTIME when the load began that this restart starts; null where that is not known, or was another day. */
function loadingSince(facts: Facts, stopping: number): number | null {
  if (facts.get('loaded') === '0') return null;
  // The value is JSON's first line, in which the quotes of an entry's id are escaped.
  const since = Number(/"sinceBootSeconds":(\d{1,10}(?:\.\d{1,6})?)[,}]/.exec(facts.get('load') ?? '')?.[1] ?? Number.NaN);
  return since <= stopping && stopping - since <= LOADED_FOR_THIS_SECONDS ? since : null;
}

function bootOf(note: StopNote, facts: Facts): BootNote {
  const times = timesOf(facts);
  // A boot that ended before it was recorded was not suspended: one clock for both.
  const seconds = note.notedBootSeconds;
  return {
    id: note.bootId,
    kernelRelease: note.kernelRelease,
    throughKexec: startedByKexec(facts.get('loader') ?? null, facts.get('device-tree') === 'kexec'),
    times,
    now: { bootSeconds: seconds, monotonicSeconds: seconds, wallMs: note.notedWallMs, rtcSeconds: note.notedRtcSeconds },
    reachedMonotonicSeconds: seconds,
    cameUp: times !== null && times.finishMonotonicUsec > 0,
  };
}

/** What `systemctl show --timestamp=us+utc` says; null where one of them is missing. */
function timesOf(facts: Facts): ManagerTimes | null {
  const kernel = /^(?:\w{3} )?(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3})(\d{3}) UTC$/.exec(facts.get('KernelTimestamp') ?? '');
  const times: ManagerTimes = {
    firmwareUsec: usecOf(facts.get('FirmwareTimestampMonotonic')),
    loaderUsec: usecOf(facts.get('LoaderTimestampMonotonic')),
    kernelUsec: kernel === null ? Number.NaN : Date.parse(`${kernel[1] ?? ''}T${kernel[2] ?? ''}Z`) * 1000 + Number(kernel[3]),
    userspaceMonotonicUsec: usecOf(facts.get('UserspaceTimestampMonotonic')),
    finishMonotonicUsec: usecOf(facts.get('FinishTimestampMonotonic')),
  };
  return Object.values(times).every((usec) => Number.isSafeInteger(usec)) ? times : null;
}

function usecOf(text: string | undefined): number {
  return text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
}

function shutdownOf(word: string | undefined): Shutdown | null {
  if (word === 'halt') return 'poweroff';
  return SHUTDOWNS.find((one) => one === word) ?? null;
}

/** The first number of /proc/uptime; proc(5). */
function secondsOf(text: string | undefined): number | null {
  const seconds = /^(\d{1,10}\.\d{1,6}) \d/.exec(text ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}

function wholeOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** stat(1), %.3Y */
function statMsOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}(?:\.\d{1,9})?$/.test(text) ? Number(text) * 1000 : null;
}

/** What each key of a note of version 1 must be. */
const KEYS: { readonly [Key in keyof StopNote]: (value: unknown) => boolean } = {
  bootId: isText,
  kernelRelease: isText,
  shutdown: (value) => SHUTDOWNS.some((one) => one === value),
  askedBootSeconds: isTime,
  notedBootSeconds: isTime,
  notedWallMs: isTime,
  notedRtcSeconds: (value) => value === null || isTime(value),
};

function versionOne(lines: readonly string[]): NotedStop | null {
  const [json = '', ...others] = lines;
  const value = parseJson(json);
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 1) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(KEYS) as (keyof StopNote)[];
  if (!keys.every((key) => KEYS[key](fields[key]))) return null;
  const note = Object.fromEntries(keys.map((key) => [key, fields[key]])) as unknown as StopNote;
  return { note, stoppedMark: stoppedMarkOf(factsOf(others)), boot: null };
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

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15; // the last moment of a Date
}

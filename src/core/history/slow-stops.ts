/** What systemd's manager writes of one unit while the machine goes down; systemd.journal-fields(7), sd-messages.h. */
export interface StopEvent {
  readonly kind:
    | 'stopping' // its stop began: what it waited for had stopped
    | 'stopped'
    | 'timed-out'; // it did not stop within its TimeoutStopSec (or TimeoutAbortSec) and was killed
  readonly unit: string;
  /** CLOCK_MONOTONIC, microseconds. */
  readonly atUsec: number;
}

/** What one unit cost of a shutdown. */
export interface UnitStop {
  readonly unit: string;
  readonly seconds: number;
  /** It ran into its TimeoutStopSec and was killed. */
  readonly timedOut: boolean;
  /** false where the journal ends before it had stopped. */
  readonly stopped: boolean;
}

/** The stopping of all units at one shutdown; `units`: the slowest first. They stop side by side: their seconds do not add up to the whole. */
export interface SlowStops {
  /** From the first stop to the last word; null where the journal has none. */
  readonly seconds: number | null;
  readonly units: readonly UnitStop[];
}

/** The message ids of those events, for asking the journal: `journalctl MESSAGE_ID=…` */
export const STOP_MESSAGE_IDS = {
  stopping: 'de5b426a63be47a7b6ac3eaac82e2f6f', // SD_MESSAGE_UNIT_STOPPING
  stopped: '9d1aaa27d60140bd96365438aad20286', // SD_MESSAGE_UNIT_STOPPED
  failed: 'd9b373ed55a64feb8242e02dbe79a49c', // SD_MESSAGE_UNIT_FAILURE_RESULT; UNIT_RESULT=timeout
} as const;

const MOST_LINES = 20_000;
/** Our own note stops as soon as a shutdown begins, and so do these targets, nearly. */
const SHUTDOWN_MARKS = /^quick-restart-stop@(?:kexec|reboot|poweroff|halt|soft-reboot)\.service$/;
const LAST_TARGETS: ReadonlySet<string> = new Set(['graphical.target', 'multi-user.target', 'rescue.target', 'emergency.target']);
/** Between the first stop of a shutdown and that of the mark; a busy machine needs seconds. */
const AROUND_MARK_USEC = 10_000_000;

/**
 * Reads entries of the journal, a JSON object a line (`journalctl -o json`). What is not one of the events is left out.
 *
 * @example parseStopEvents('{"MESSAGE_ID":"de5b426a63be47a7b6ac3eaac82e2f6f","UNIT":"a.service","__MONOTONIC_TIMESTAMP":"12"}\n')
 */
export function parseStopEvents(text: string): readonly StopEvent[] {
  return text.split('\n', MOST_LINES).flatMap((line) => {
    const event = eventOf(line);
    return event === null ? [] : [event];
  });
}

/** What the units cost of the last shutdown among these events, in the order of the journal; a unit that was stopped by hand before does not count. */
export function slowStops(events: readonly StopEvent[]): SlowStops {
  const since = (lastAt(events, 'stopping', (unit) => SHUTDOWN_MARKS.test(unit)) ?? lastAt(events, 'stopped', (unit) => LAST_TARGETS.has(unit)) ?? 0) - AROUND_MARK_USEC;
  const ofShutdown = events.filter(({ atUsec }) => atUsec >= since);
  const began = ofShutdown.find(({ kind }) => kind === 'stopping')?.atUsec;
  const ended = ofShutdown.at(-1)?.atUsec;
  if (began === undefined || ended === undefined) return { seconds: null, units: [] };
  const units = [...stopsByUnit(ofShutdown, ended).values()].sort((one, other) => other.seconds - one.seconds || (one.unit < other.unit ? -1 : 1));
  return { seconds: inSeconds(ended - began), units };
}

/** The last stop of each unit. */
function stopsByUnit(events: readonly StopEvent[], endedUsec: number): ReadonlyMap<string, UnitStop> {
  const begun = new Map<string, number>();
  const stops = new Map<string, UnitStop>();
  for (const { kind, unit, atUsec } of events) {
    const before = stops.get(unit);
    if (kind === 'stopping') {
      begun.set(unit, atUsec);
      stops.set(unit, { unit, seconds: inSeconds(endedUsec - atUsec), timedOut: false, stopped: false });
    } else if (before !== undefined && !before.stopped) {
      const timedOut = before.timedOut || kind === 'timed-out';
      const done = kind === 'stopped' ? { seconds: inSeconds(atUsec - (begun.get(unit) ?? atUsec)), stopped: true } : {};
      stops.set(unit, { ...before, ...done, timedOut });
    }
  }
  return stops;
}

function lastAt(events: readonly StopEvent[], kind: StopEvent['kind'], is: (unit: string) => boolean): number | null {
  return events.findLast((event) => event.kind === kind && is(event.unit))?.atUsec ?? null;
}

function inSeconds(usec: number): number {
  return Math.max(0, Math.round(usec / 10_000) / 100);
}

function eventOf(line: string): StopEvent | null {
  const fields = parseJson(line);
  if (typeof fields !== 'object' || fields === null) return null;
  const { MESSAGE_ID: id, UNIT: unit, UNIT_RESULT: result, __MONOTONIC_TIMESTAMP: at } = fields as Readonly<Record<string, unknown>>;
  if (typeof unit !== 'string' || unit === '' || unit.length > 255 || typeof at !== 'string' || !/^\d{1,15}$/.test(at)) return null;
  const kind = kindOf(id, result);
  return kind === null ? null : { kind, unit, atUsec: Number(at) };
}

function kindOf(id: unknown, result: unknown): StopEvent['kind'] | null {
  if (id === STOP_MESSAGE_IDS.stopping) return 'stopping';
  if (id === STOP_MESSAGE_IDS.stopped) return 'stopped';
  return id === STOP_MESSAGE_IDS.failed && result === 'timeout' ? 'timed-out' : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

import { err, ok, type Result } from '../result.ts';
import { RESTART_KINDS, type RestartRecord } from './restart-record.ts';

/** What is kept from boot to boot, in one file that is replaced as a whole. */
export interface KeptHistory {
  /** The boot that was last recorded; null before the first. */
  readonly boot: KeptBoot | null;
  /** The stop that was last recorded, as in stopId; null before the first. One that is found again was not removed, and does not count. */
  readonly lastStop: string | null;
  /** What firmware and boot loader took at the last boot through them; null where the system does not report it. */
  readonly firmwareBootSeconds: number | null;
  /** Oldest first, at most MAX_RECORDS. */
  readonly records: readonly RestartRecord[];
}

/** One boot. */
export interface KeptBoot {
  /** /proc/sys/kernel/random/boot_id */
  readonly id: string;
  /** `uname -r` */
  readonly kernelRelease: string;
}

/** What is kept of years of daily restarts: about 150 kB. */
export const MAX_RECORDS = 500;
const SCHEMA = 1;

/** Nothing was recorded yet. */
export const EMPTY_HISTORY: KeptHistory = { boot: null, lastStop: null, firmwareBootSeconds: null, records: [] };

/** The text of the history file: JSON with a schema number. The oldest records are left out beyond MAX_RECORDS. */
export function formatHistory({ boot, lastStop, firmwareBootSeconds, records }: KeptHistory): string {
  return `${JSON.stringify({ schema: SCHEMA, boot, lastStop, firmwareBootSeconds, records: records.slice(-MAX_RECORDS) })}\n`;
}

/**
 * Reads the text of a history file. Keys that are not known are left out. Error: a sentence about what is damaged; a history of a
 * later schema counts as damaged, since writing it back would lose what it holds.
 *
 * @example parseHistory('{"schema":1,"boot":null,"lastStop":null,"firmwareBootSeconds":null,"records":[]}\n')
 */
export function parseHistory(text: string): Result<KeptHistory, string> {
  const value = parseJson(text);
  if (!isObject(value)) return err('it is no JSON object');
  if (value['schema'] !== SCHEMA) return err(`its schema is not ${SCHEMA}`);
  const boot = bootOf(value['boot']);
  if (boot === undefined) return err('its boot is damaged');
  const lastStop = value['lastStop'];
  if (lastStop !== null && !isText(lastStop)) return err('its lastStop is damaged');
  const firmwareBootSeconds = value['firmwareBootSeconds'];
  if (firmwareBootSeconds !== null && !isSeconds(firmwareBootSeconds)) return err('its firmwareBootSeconds are no length of time');
  if (!Array.isArray(value['records'])) return err('it has no list of records');
  const records: RestartRecord[] = [];
  for (const [at, one] of value['records'].entries()) {
    const record = recordOf(one);
    if (record === null) return err(`its record ${at + 1} is damaged`);
    records.push(record);
  }
  return ok({ boot, lastStop, firmwareBootSeconds, records: records.slice(-MAX_RECORDS) });
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_TEXT = 256;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function bootOf(value: unknown): KeptBoot | null | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  const { id, kernelRelease } = value;
  return isText(id) && isText(kernelRelease) ? { id, kernelRelease } : undefined;
}

const orNull =
  <T>(is: (value: unknown) => value is T) =>
  (value: unknown): value is T | null =>
    value === null || is(value);

/** What each key of a record must be. */
const RECORD_KEYS: { readonly [Key in keyof Required<RestartRecord>]: (value: unknown) => boolean } = {
  kind: (value) => RESTART_KINDS.some((one) => one === value),
  askedAtMs: orNull(isTime),
  finishedAtMs: isTime,
  fromRelease: orNull(isText),
  toRelease: orNull(isText),
  totalSeconds: orNull(isSeconds),
  stoppingSeconds: orNull(isSeconds),
  firmwareSeconds: orNull(isSeconds),
  loaderSeconds: orNull(isSeconds),
  startingSeconds: orNull(isSeconds),
  cameUp: (value) => typeof value === 'boolean',
  skippedSeconds: (value) => value === undefined || isSeconds(value),
};

function recordOf(value: unknown): RestartRecord | null {
  if (!isObject(value)) return null;
  const keys = Object.keys(RECORD_KEYS) as (keyof typeof RECORD_KEYS)[];
  if (!keys.every((key) => RECORD_KEYS[key](value[key]))) return null;
  return Object.fromEntries(keys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]])) as unknown as RestartRecord;
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Whole milliseconds that a Date can hold; ECMAScript, "Time Values and Time Range". */
function isTime(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

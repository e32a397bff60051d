import { err, ok, type Result } from '../result.ts';
import { FAILURE_HOWS, MAX_KEPT, type Attempt, type CameUp, type FailedStart, type KeptKernels } from './kept-kernels.ts';
import type { FileMark, Start } from './start.ts';

const SCHEMA = 1;

/** The text of the file: JSON with a schema number. The oldest of each list are left out beyond MAX_KEPT. */
export function formatKernels({ attempt, cameUp, failed }: KeptKernels): string {
  return `${JSON.stringify({ schema: SCHEMA, attempt, cameUp: cameUp.slice(-MAX_KEPT), failed: failed.slice(-MAX_KEPT) })}\n`;
}

/**
 * Reads it again. Keys that are not known are left out. Error: a sentence about what is damaged; a later schema counts as damaged,
 * since writing it back would lose what it holds.
 *
 * @example parseKernels('{"schema":1,"attempt":null,"cameUp":[],"failed":[]}\n')
 */
export function parseKernels(text: string): Result<KeptKernels, string> {
  const value = parseJson(text);
  if (!isObject(value)) return err('it is no JSON object');
  if (value['schema'] !== SCHEMA) return err(`its schema is not ${SCHEMA}`);
  const attempt = value['attempt'] === null ? null : shaped<Attempt>(value['attempt'], ATTEMPT);
  if (value['attempt'] !== null && attempt === null) return err('its attempt is damaged');
  const cameUp = listOf<CameUp>(value['cameUp'], CAME_UP);
  if (cameUp === null) return err('its list of kernels that came up is damaged');
  const failed = listOf<FailedStart>(value['failed'], FAILED);
  return failed === null ? err('its list of failures is damaged') : ok({ attempt, cameUp, failed });
}

type Fields = Readonly<Record<string, unknown>>;
/** The value as it is to be kept; undefined where it is damaged. */
type Take = (value: unknown) => unknown;
type Takes<T> = { readonly [Key in keyof Required<T>]: Take };

const MAX_TEXT = 4096;
const MAX_FILES = 64;

const text: Take = (value) => (typeof value === 'string' && value.length <= MAX_TEXT ? value : undefined);
const truth: Take = (value) => (typeof value === 'boolean' ? value : undefined);
/** Whole milliseconds that a Date can hold; ECMAScript, "Time Values and Time Range". */
const moment: Take = (value) => (Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15 ? value : undefined);
const count: Take = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : undefined);
const orNull = (take: Take): Take => (value) => (value === null ? null : take(value));
const oneOf = (...words: readonly string[]): Take => (value) => words.find((one) => one === value);
const list = (take: Take): Take => (value) => {
  if (!Array.isArray(value) || value.length > MAX_FILES) return undefined;
  const taken = value.map(take);
  return taken.includes(undefined) ? undefined : taken;
};

const MARK: Takes<FileMark> = { path: text, sizeBytes: count, modifiedMs: moment };
const mark: Take = (value) => shaped(value, MARK) ?? undefined;
const START: Takes<Start> = { kernelRelease: orNull(text), kernel: mark, initrds: list(mark), commandLine: text };
const start: Take = (value) => shaped(value, START) ?? undefined;
const ATTEMPT: Takes<Attempt> = { bootId: text, entryId: text, start, trial: truth, addedWords: list(text), atMs: moment, landedIn: orNull(text) };
const CAME_UP: Takes<CameUp> = { start, how: oneOf('quick', 'ordinary'), atMs: moment };
const FAILED: Takes<FailedStart> = { start, entryId: text, how: oneOf(...FAILURE_HOWS), trial: truth, atMs: moment, times: count, noticedIn: text, cameUpSince: truth };

function shaped<T extends object>(value: unknown, takes: Takes<T>): T | null {
  if (!isObject(value)) return null;
  const keys = Object.keys(takes) as (keyof T & string)[];
  const taken = keys.map((key) => [key, takes[key](Object.hasOwn(value, key) ? value[key] : undefined)] as const);
  return taken.some(([, one]) => one === undefined) ? null : (Object.fromEntries(taken) as T);
}

function listOf<T extends object>(value: unknown, takes: Takes<T>): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const taken = value.slice(-MAX_KEPT).map((one) => shaped(one, takes));
  return taken.every((one) => one !== null) ? taken : null;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

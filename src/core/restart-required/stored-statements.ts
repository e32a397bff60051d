import { readSentence } from '../read-sentence.ts';
import { asItIs, type Sentence } from '../sentence.ts';
import type { RestartConfidence, RestartReasonKind, RestartSourceId } from './restart-reason.ts';
import { NO_NAMES, plausibleTime, type Names, type RestartStatement } from './restart-statement.ts';
import { isPackageName } from './package-names.ts';

const KINDS: Readonly<Record<RestartReasonKind, true>> = { 'modules-gone': true, 'kernel-superseded': true, 'kernel-updated': true, 'boot-chain': true, libraries: true, requested: true };
const SOURCES: Readonly<Record<RestartSourceId, true>> = { 'running-kernel': true, 'required-file': true, nixos: true, 'package-kit': true, needrestart: true, 'needs-restarting': true };
const CONFIDENCES: Readonly<Record<RestartConfidence, true>> = { sure: true, likely: true };
const MAX_STATEMENTS = 100;
const MAX_NAMES = 1000;
const MAX_MESSAGE_LENGTH = 500;

/** Statements as they are stored below /run: text of one JSON document. */
export function formatStatements(statements: readonly RestartStatement[]): string {
  return `${JSON.stringify({ schema: 1, statements: statements.slice(0, MAX_STATEMENTS) })}\n`;
}

/** Reads what formatStatements wrote; null where it is anything else, a part of it included. */
export function parseStatements(text: string, nowMs: number): readonly RestartStatement[] | null {
  const stored = asObject(parseJson(text));
  const list: unknown = stored?.['schema'] === 1 ? stored['statements'] : null;
  if (!Array.isArray(list) || list.length > MAX_STATEMENTS) return null;
  const statements = list.map((one) => toStatement(one, nowMs));
  return statements.every((one) => one !== null) ? statements : null;
}

function toStatement(value: unknown, nowMs: number): RestartStatement | null {
  const from = asObject(value);
  if (from === null) return null;
  const { kind, source, confidence, sinceMs } = from;
  const message = toMessage(from['message']);
  const packages = toNames(from['packages']);
  if (!isKey(KINDS, kind) || !isKey(SOURCES, source) || !isKey(CONFIDENCES, confidence) || packages === null || message === undefined) return null;
  return { kind, source, confidence, message, packages, sinceMs: typeof sinceMs === 'number' ? plausibleTime(sinceMs, nowMs) : null };
}

/** undefined where it is none; versions before kept it as a text. */
function toMessage(value: unknown): Sentence | null | undefined {
  if (value === null) return null;
  if (typeof value === 'string') return value.length > MAX_MESSAGE_LENGTH ? undefined : asItIs(value);
  return readSentence(value) ?? undefined;
}

function toNames(value: unknown): Names | null {
  const from = asObject(value);
  const names: unknown = from?.['names'];
  const inAll = from?.['inAll'];
  if (!Array.isArray(names) || names.length > MAX_NAMES || typeof inAll !== 'number' || !Number.isSafeInteger(inAll) || inAll < names.length) return null;
  const texts = names.filter((name): name is string => typeof name === 'string' && isPackageName(name));
  if (texts.length !== names.length) return null;
  return texts.length === 0 && inAll === 0 ? NO_NAMES : { names: texts, inAll };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null;
}

function isKey<K extends string>(keys: Readonly<Record<K, true>>, value: unknown): value is K {
  return typeof value === 'string' && Object.hasOwn(keys, value);
}

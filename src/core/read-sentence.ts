import type { Sentence, SentenceValue } from './sentence.ts';

/** The longest sentence of ours has some 250 characters; a command line that stands in one may be long. */
const LONGEST_TEMPLATE = 1000;
const LONGEST_VALUE = 8000;
const MOST_VALUES = 16;
/** Sentences in sentences. */
const DEEPEST = 6;

/** A sentence that came over the bus or out of a file; null where it is none, or beyond all bounds. */
export function readSentence(value: unknown, depth = 0): Sentence | null {
  const text = field(value, 'text');
  const plural = field(value, 'plural');
  if (depth > DEEPEST || !isTemplate(text) || (plural !== undefined && !isTemplate(plural))) return null;
  const values = readValues(field(value, 'values') ?? {}, [text, plural ?? ''], depth);
  return values === null ? null : { text, ...(plural === undefined ? {} : { plural }), values };
}

/** An object's own field; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function readValues(given: unknown, templates: readonly string[], depth: number): Sentence['values'] | null {
  const pairs = typeof given === 'object' && given !== null ? Object.entries(given) : null;
  if (pairs === null || pairs.length > MOST_VALUES) return null;
  const values: [string, SentenceValue][] = [];
  for (const [name, value] of pairs) {
    const read = readValue(value, depth);
    // A sentence that stands in another one twice, and that one in a third one twice, would grow without end.
    if (read === null || (typeof read === 'object' && isRepeated(name, templates))) return null;
    values.push([name, read]);
  }
  return Object.fromEntries(values);
}

function readValue(value: unknown, depth: number): SentenceValue | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.length <= LONGEST_VALUE ? value : null;
  return readSentence(value, depth + 1);
}

function isRepeated(name: string, templates: readonly string[]): boolean {
  return templates.some((template) => template.split(`{${name}}`).length > 2);
}

function isTemplate(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEMPLATE;
}

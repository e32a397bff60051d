import { inEnglish, type Sentence, type SentenceValue } from '../core/sentence.ts';
import type { Said, SaidWithHint } from '../core/said.ts';
import { ok } from '../core/result.ts';
import type { Shape } from './shape.ts';

/** The longest sentence of ours has some 250 characters; a command line that stands in one may be long. */
const LONGEST_TEMPLATE = 1000;
const LONGEST_VALUE = 8000;
const MOST_VALUES = 16;
/** Sentences in sentences. */
const DEEPEST = 6;

type Words = Pick<SaidWithHint, 'messageWords' | 'hintWords'>;

/**
 * The shape with the words of its message and its hint. They only say the same in a form that can be translated, so what is no
 * sentence, is beyond all bounds, or says something else than the English text counts as absent: the English text is shown.
 */
export function withWords<T extends Said | SaidWithHint>(shape: Shape<T>): Shape<T & Words> {
  return (value, key) => {
    const shaped = shape(value, key);
    return shaped.ok ? ok({ ...shaped.value, ...wordsOf(shaped.value, value) }) : shaped;
  };
}

/** `messageWords` and `hintWords` of `source` that say what `english` says. */
export function wordsOf(english: Said | SaidWithHint, source: unknown): Words {
  const messageWords = sentenceOf(english.message, field(source, 'messageWords'));
  const hintWords = 'hint' in english ? sentenceOf(english.hint, field(source, 'hintWords')) : null;
  return { ...(messageWords === null ? {} : { messageWords }), ...(hintWords === null ? {} : { hintWords }) };
}

function sentenceOf(english: string, value: unknown): Sentence | null {
  const sentence = readSentence(value, 0);
  return sentence !== null && oneLine(inEnglish(sentence)) === oneLine(english) ? sentence : null;
}

function readSentence(value: unknown, depth: number): Sentence | null {
  const text = field(value, 'text');
  const plural = field(value, 'plural');
  if (depth > DEEPEST || !isTemplate(text) || (plural !== undefined && !isTemplate(plural))) return null;
  const values = readValues(field(value, 'values') ?? {}, [text, plural ?? ''], depth);
  return values === null ? null : { text, ...(plural === undefined ? {} : { plural }), values };
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

/** Failures come over the bus without control characters. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

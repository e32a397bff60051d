import { field, readSentence } from '../core/read-sentence.ts';
import { ok } from '../core/result.ts';
import type { Said, SaidWithHint } from '../core/said.ts';
import { inEnglish, type Sentence } from '../core/sentence.ts';
import type { Shape } from './shape.ts';

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
  const messageWords = sameWords(english.message, field(source, 'messageWords'));
  const hintWords = 'hint' in english ? sameWords(english.hint, field(source, 'hintWords')) : null;
  return { ...(messageWords === null ? {} : { messageWords }), ...(hintWords === null ? {} : { hintWords }) };
}

function sameWords(english: string, value: unknown): Sentence | null {
  const sentence = readSentence(value);
  return sentence !== null && oneLine(inEnglish(sentence)) === oneLine(english) ? sentence : null;
}

/** Failures come over the bus without control characters. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

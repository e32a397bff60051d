import type { Catalogue } from '../contracts/app/appearance.ts';
import { englishTemplate, fillIn, type Sentence, type SentenceValue } from '../core/sentence.ts';
import { isolate } from './placeholders.ts';
import { pluralForm } from './plural-form.ts';

/** What putting a sentence into a language takes. */
export interface SentenceWriting {
  readonly catalogue: Catalogue;
  readonly formsOf: (text: string) => readonly string[] | undefined;
  readonly formatNumber: (value: number) => string;
}

const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * A sentence of core or of the helper in the person's language. One that the catalogue lacks, of a helper of another version, is in
 * English with all that stands in it, and keeps its direction to itself.
 */
export function writeSentence(sentence: Sentence, writing: SentenceWriting): string {
  const { catalogue, formsOf, formatNumber } = writing;
  const forms = formsOf(sentence.text);
  const { direction } = catalogue;
  if (forms === undefined) {
    const english = fillIn(englishTemplate(sentence), sentence.values, writeEnglish);
    return direction === 'ltr' ? english : `${LEFT_TO_RIGHT_ISOLATE}${english}${POP_DIRECTIONAL_ISOLATE}`;
  }
  const { count } = sentence.values;
  const form = sentence.plural === undefined ? 0 : pluralForm(catalogue, typeof count === 'number' ? count : 0);
  return fillIn(forms[form] ?? englishTemplate(sentence), sentence.values, (value) => {
    if (typeof value === 'object') return writeSentence(value, writing);
    return typeof value === 'number' ? formatNumber(value) : isolate(value, direction);
  });
}

function writeEnglish(value: SentenceValue): string {
  if (typeof value !== 'object') return isolate(String(value), 'ltr');
  return fillIn(englishTemplate(value), value.values, writeEnglish);
}

import type { Catalogue } from '../contracts/app/appearance.ts';
import type { Said, SaidWithHint } from '../core/said.ts';
import { asItIs, type Sentence, type ValuesOf } from '../core/sentence.ts';
import { insertValues } from './placeholders.ts';
import { pluralForm } from './plural-form.ts';
import { writeSentence } from './sentences.ts';

/** What stands in a text of the app. */
type Value = string | number;

/**
 * Puts the texts of the app into a person's language. Texts are written in English where they are used, as literals, and
 * scripts/words collects them; placeholders are `{name}`. A value that is a number is written as the language writes numbers;
 * one that is a string comes from outside and is kept from turning the sentence around.
 */
export interface Translator {
  /** BCP 47, also for Intl: `de`, `pt-BR`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** `t('Restart into {title}', { title })`. */
  readonly t: <Text extends string>(text: Text, ...values: ValuesOf<NoInfer<Text>, Value>) => string;
  /** A text with a count, `{count}` in it: `n('{count} second', '{count} seconds', seconds)`. */
  readonly n: <One extends string, Many extends string>(one: One, many: Many, count: number, ...values: ValuesOf<NoInfer<One | Many>, Value, 'count'>) => string;
  /** A text whose meaning depends on where it stands: `c('button', 'Restart')`. */
  readonly c: <Text extends string>(context: string, text: Text, ...values: ValuesOf<NoInfer<Text>, Value>) => string;
  /** What a check, a failure, a reason or a remark says. A sentence that the catalogue lacks, of a helper of another version, stays English as a whole. */
  readonly message: (said: Said) => string;
  /** What to do about it; empty where nothing is to be done. */
  readonly hint: (said: SaidWithHint) => string;
}

/** Between context and text in a catalogue's keys; GNU gettext manual 11.2.5, "Contexts". */
const CONTEXT_END = '\u0004';

/** The translator of one catalogue; a text that the catalogue lacks stays English. */
export function createTranslator(catalogue: Catalogue): Translator {
  const numbers = new Intl.NumberFormat(catalogue.language);
  const formatNumber = (value: number): string => numbers.format(value);
  const insert = (text: string, values: Readonly<Record<string, Value>> = {}): string => insertValues(text, values, { direction: catalogue.direction, formatNumber });
  const formsOf = (key: string): readonly string[] | undefined => (Object.hasOwn(catalogue.texts, key) ? catalogue.texts[key] : undefined);
  const translate = (sentence: Sentence): string => writeSentence(sentence, { catalogue, formsOf, formatNumber });

  return {
    language: catalogue.language,
    direction: catalogue.direction,
    t: (text, ...[values]) => insert(formsOf(text)?.[0] ?? text, values),
    n: (one, many, count, ...[values]) => {
      const translated = formsOf(one)?.[pluralForm(catalogue, count)];
      return insert(translated ?? (count === 1 ? one : many), { ...values, count });
    },
    c: (context, text, ...[values]) => insert(formsOf(`${context}${CONTEXT_END}${text}`)?.[0] ?? text, values),
    message: ({ message, messageWords }) => translate(messageWords ?? asItIs(message)),
    hint: ({ hint, hintWords }) => (hint === '' ? '' : translate(hintWords ?? asItIs(hint))),
  };
}

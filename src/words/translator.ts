import type { Catalogue } from '../contracts/app/appearance.ts';
import type { ValuesOf } from './placeholders.ts';
import { insertValues } from './placeholders.ts';

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
  readonly t: <Text extends string>(text: Text, ...values: ValuesOf<NoInfer<Text>>) => string;
  /** A text with a count, `{count}` in it: `n('{count} second', '{count} seconds', seconds)`. */
  readonly n: <One extends string, Many extends string>(one: One, many: Many, count: number, ...values: ValuesOf<NoInfer<One | Many>, 'count'>) => string;
  /** A text whose meaning depends on where it stands: `c('button', 'Restart')`. */
  readonly c: <Text extends string>(context: string, text: Text, ...values: ValuesOf<NoInfer<Text>>) => string;
}

/** Between context and text in a catalogue's keys; GNU gettext manual 11.2.5, "Contexts". */
const CONTEXT_END = '\u0004';

/** The translator of one catalogue; a text that the catalogue lacks stays English. */
export function createTranslator(catalogue: Catalogue): Translator {
  const numbers = new Intl.NumberFormat(catalogue.language);
  const insert = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
    insertValues(text, values, { direction: catalogue.direction, formatNumber: (value) => numbers.format(value) });
  const formsOf = (key: string): readonly string[] | undefined => (Object.hasOwn(catalogue.texts, key) ? catalogue.texts[key] : undefined);

  return {
    language: catalogue.language,
    direction: catalogue.direction,
    t: (text, ...[values]) => insert(formsOf(text)?.[0] ?? text, values),
    n: (one, many, count, ...[values]) => {
      const translated = formsOf(one)?.[pluralForm(catalogue, count)];
      return insert(translated ?? (count === 1 ? one : many), { ...values, count });
    },
    c: (context, text, ...[values]) => insert(formsOf(`${context}${CONTEXT_END}${text}`)?.[0] ?? text, values),
  };
}

/** Catalogues know the forms of whole numbers; a fraction takes the form of its whole part. */
function pluralForm({ pluralForms }: Catalogue, count: number): number {
  const whole = Math.trunc(Math.abs(count));
  return pluralForms[whole < 1000 ? whole : 1000 + (whole % 1000)] ?? 0;
}

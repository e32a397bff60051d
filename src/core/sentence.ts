/** What stands in a sentence: a text as it is (a file's name, the system's own words), a number, which each language writes in its own way, or a sentence. */
export type SentenceValue = string | number | Sentence;

/** Why something is so, to be read after a colon: the system's own words, or a clause of ours. */
export type Detail = string | Sentence;

/**
 * A sentence for a person, apart from what stands in it, so that whoever shows it can put it into their language: the English text
 * is the key to its translation. A text with a count has `plural`, for every count but one; the count is the value `count`.
 */
export interface Sentence {
  readonly text: string;
  readonly plural?: string;
  readonly values: Readonly<Record<string, SentenceValue>>;
}

/** Names of the `{placeholders}` of a text. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The values argument that a text needs: none without placeholders, else one for each; `Given` are put in by others. */
export type ValuesOf<Text extends string, Value, Given extends string = never> = string extends Text
  ? readonly [values?: Readonly<Record<string, Value>>]
  : [Exclude<NamesIn<Text>, Given>] extends [never]
    ? readonly []
    : readonly [values: Readonly<Record<Exclude<NamesIn<Text>, Given>, Value>>];

/** A text that is not written where it is used cannot be collected for translation, so it does not compile. */
type OfLiteral<Text extends string, Values extends readonly unknown[]> = string extends Text ? readonly [never] : Values;

/** `say('The initrd {path} is missing.', { path })`: scripts/words collects the text, so it is a literal, and the types ask for each value. */
export function say<Text extends string>(text: Text, ...[values]: OfLiteral<Text, ValuesOf<NoInfer<Text>, SentenceValue>>): Sentence {
  return { text, values: values ?? {} };
}

/** A sentence about a line of somebody's boot configuration, for whoever writes that: it names things as that boot loader's manual does. */
export const remark = say;

/** A sentence with a count: `sayCount('{count} initrd is whole.', '{count} initrds are whole.', initrds.length)`. */
export function sayCount<One extends string, Many extends string>(
  one: One,
  many: Many,
  count: number,
  ...[values]: OfLiteral<One | Many, ValuesOf<NoInfer<One | Many>, SentenceValue, 'count'>>
): Sentence {
  return { text: one, plural: many, values: { ...values, count } };
}

/** Names in a sentence, and how many there are beyond them: `a, b and 3 more`. */
export function namesAndMore(names: readonly string[], more: number): SentenceValue {
  return more === 0 ? names.join(', ') : sayCount('{names} and {count} more', '{names} and {count} more', more, { names: names.join(', ') });
}

/** Two sentences, one after the other. */
export function both(first: Sentence, next: Sentence): Sentence {
  // TRANSLATORS: two whole sentences, one after the other
  return say('{first} {next}', { first, next });
}

/** What `both` made, or one sentence alone, without `other`; null where nothing remains. */
export function without(sentence: Sentence, other: Sentence): Sentence | null {
  if (sentence.text === other.text) return null;
  const { first, next } = sentence.values;
  const ends = sentence.text === both(other, other).text && typeof first === 'object' && typeof next === 'object' && next.text === other.text;
  return ends ? first : sentence;
}

/** A text that is nobody's template: what a program of another version said. It stays as it is in every language. */
export function asItIs(text: string): Sentence {
  return { text, values: {} };
}

/** The English text of this sentence's count, its placeholders unfilled. */
export function englishTemplate({ text, plural, values }: Sentence): string {
  return plural === undefined || values['count'] === 1 ? text : plural;
}

/** The template with each `{name}` as `write` puts its value; one without a value stays as it is. */
export function fillIn<Value>(template: string, values: Readonly<Record<string, Value>>, write: (value: Value) => string): string {
  return template.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? placeholder : write(value);
  });
}

/**
 * The sentence in English, as it stands in JSON, on the bus and in terminals.
 *
 * @example inEnglish(say('The initrd {path} is missing.', { path: '/boot/initrd.img' })) // 'The initrd /boot/initrd.img is missing.'
 */
export function inEnglish(sentence: SentenceValue): string {
  return typeof sentence === 'object' ? fillIn(englishTemplate(sentence), sentence.values, inEnglish) : String(sentence);
}

/** A placeholder in a text. */
const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

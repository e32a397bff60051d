/** Names of the `{placeholders}` of a text. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The values argument that a text needs: none without placeholders, else one for each; `Given` are put in by the translator itself. */
export type ValuesOf<Text extends string, Given extends string = never> = string extends Text
  ? readonly [values?: Readonly<Record<string, string | number>>]
  : [Exclude<NamesIn<Text>, Given>] extends [never]
    ? readonly []
    : readonly [values: Readonly<Record<Exclude<NamesIn<Text>, Given>, string | number>>];

/** How values are written into a text. */
export interface Writing {
  readonly direction: 'ltr' | 'rtl';
  readonly formatNumber: (value: number) => string;
}

/** A placeholder in a text. */
export const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';
/** Embeddings, overrides and isolates: one without its end would reach beyond the value. Unicode Annex 9, 2.1 to 2.5. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Hebrew to Arabic Extended-A, their presentation forms, the right-to-left blocks beyond U+FFFF, and the marks RLM and ALM. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\u061c\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Replaces each `{name}` by its value; one without a value stays as it is. A string whose direction could differ from the sentence's
 * is wrapped in isolates, so that neither turns the other around; Unicode Annex 9, 2.4. `Kernel {release}` → `Kernel 6.12.107`.
 */
export function insertValues(text: string, values: Readonly<Record<string, string | number>>, writing: Writing): string {
  return text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? writing.formatNumber(value) : isolate(value, writing.direction);
  });
}

function isolate(value: string, direction: 'ltr' | 'rtl'): string {
  const plain = value.replace(BIDI_CONTROLS, '');
  if (direction === 'ltr' && !RIGHT_TO_LEFT.test(plain)) return plain;
  return `${FIRST_STRONG_ISOLATE}${plain}${POP_DIRECTIONAL_ISOLATE}`;
}

import { fillIn } from '../core/sentence.ts';

/** How values are written into a text. */
export interface Writing {
  readonly direction: 'ltr' | 'rtl';
  readonly formatNumber: (value: number) => string;
}

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
  return fillIn(text, values, (value) => (typeof value === 'number' ? writing.formatNumber(value) : isolate(value, writing.direction)));
}

/** The value between marks that keep its direction to itself, where it could differ from the sentence's. */
export function isolate(value: string, direction: 'ltr' | 'rtl'): string {
  const plain = value.replace(BIDI_CONTROLS, '');
  if (direction === 'ltr' && !RIGHT_TO_LEFT.test(plain)) return plain;
  return `${FIRST_STRONG_ISOLATE}${plain}${POP_DIRECTIONAL_ISOLATE}`;
}

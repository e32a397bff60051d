const LONGEST = 72;
/** Of a clipped text this much of the end stays: releases and “(recovery mode)” stand there. */
const TAIL = 32;
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that reach beyond a text and turn what follows: embeddings, overrides, isolates; Unicode Annex 9, 2.1 to 2.5. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\u061c\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A title from a boot configuration as a label of a menu: one line, of bearable length, unable to turn its surroundings around
 * or to underline a letter.
 *
 * @example menuLabel('A & B') // 'A && B'
 */
export function menuLabel(title: string): string {
  const plain = clip(title.replace(CONTROLS, ' ').replace(TURNING, '').trim());
  return escapeMnemonics(RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain);
}

/** A text whose `&` is a letter, as Electron's menus want it; `_` they escape themselves. */
export function escapeMnemonics(text: string): string {
  return text.replaceAll('&', '&&');
}

/** At most LONGEST letters, the middle left out. */
function clip(text: string): string {
  const letters = Array.from(text.slice(0, 4_000)); // nobody's title is longer; a letter may be two code units
  if (letters.length <= LONGEST) return text;
  return `${letters.slice(0, LONGEST - TAIL - 1).join('').trimEnd()}…${letters.slice(-TAIL).join('').trimStart()}`;
}

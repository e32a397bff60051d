/** What JSON allows as it stands and a terminal may obey: DEL, C1 controls, bidi and other format characters, odd separators. */
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON in two-column indentation with a line end, safe to look at on a terminal. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSAFE, (character) => [...unitsOf(character)].map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')) + '\n';
}

/** UTF-16 code units, as JSON escapes them. */
function* unitsOf(character: string): Iterable<number> {
  for (let at = 0; at < character.length; at += 1) yield character.charCodeAt(at);
}

/**
 * Whether a whole loader entry id fits a pattern of loader.conf or of an EFI variable: `*`, `?`, `[a-z]`, and `\` before a
 * sign that stands for itself. A pattern that does not close its `[` or ends in `\` fits nothing. There is no `!` or `^` in
 * sets. Runs in the product of both lengths. Source: loader.conf(5), `default`; systemd, src/boot/efi-string.c, efi_fnmatch().
 *
 * @example matchesGlob('debian-*.conf', 'debian-6.12.conf') // true
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const pieces = piecesOf(pattern);
  if (pieces === null) return false;
  let piece = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = pieces[piece];
    if (wanted === 'any') {
      [star, starAt] = [piece, at];
      piece += 1;
    } else if (wanted?.(text.charCodeAt(at)) === true) {
      piece += 1;
      at += 1;
    } else if (star !== -1) {
      starAt += 1;
      [piece, at] = [star + 1, starAt];
    } else return false;
  }
  while (pieces[piece] === 'any') piece += 1;
  return piece === pieces.length;
}

type Piece = 'any' | ((code: number) => boolean);

function piecesOf(pattern: string): readonly Piece[] | null {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    if (sign === '*') {
      pieces.push('any');
    } else if (sign === '?') {
      pieces.push(() => true);
    } else if (sign === '[') {
      const set = readSet(pattern, at + 1);
      if (set === null) return null;
      pieces.push((code) => set.ranges.some(([low, high]) => low <= code && code <= high));
      at = set.end;
    } else {
      if (sign === '\\') at += 1;
      if (at >= pattern.length) return null;
      const wanted = pattern.charCodeAt(at);
      pieces.push((code) => code === wanted);
    }
  }
  return pieces;
}

interface SignSet {
  readonly ranges: readonly (readonly [number, number])[];
  /** Where its `]` is. */
  readonly end: number;
}

/** A `]` that comes first is a member, and so is a `-` at either end or right after a range. */
function readSet(pattern: string, start: number): SignSet | null {
  const ranges: [number, number][] = [];
  let low: number | null = null;
  for (let at = start; at < pattern.length; at += 1) {
    if (pattern.charAt(at) === ']' && at > start) return { ranges, end: at };
    const isRange: boolean = low !== null && pattern.charAt(at) === '-' && pattern.charAt(at + 1) !== ']';
    if (isRange) at += 1;
    if (pattern.charAt(at) === '\\') at += 1;
    if (at >= pattern.length) return null;
    const code = pattern.charCodeAt(at);
    ranges.push([isRange ? (low ?? code) : code, code]);
    low = isRange ? null : code;
  }
  return null;
}

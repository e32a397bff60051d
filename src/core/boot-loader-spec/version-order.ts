/**
 * Orders two versions from old to new: below 0 where `a` is older, 0 where they differ in separators or leading zeros
 * only. null counts as the empty version. Source: UAPI Group, Version Format Specification, as systemd implements it.
 * Deviation from the specification's text, with systemd: `123~rc1` is older than `123` (the text's step 2 says newer),
 * and a number is newer than a word in its place (the text lets an empty number count as 0).
 *
 * @example compareVersions('6.12.9', '6.12.10') // below 0
 */
export function compareVersions(a: string | null, b: string | null): number {
  const left: Reader = { text: a ?? '', at: 0 };
  const right: Reader = { text: b ?? '', at: 0 };
  for (;;) {
    skipForeign(left);
    skipForeign(right);
    const tilde = compareMark(left, right, '~');
    if (tilde !== 0) return tilde;
    if (atEnd(left) || atEnd(right)) return Number(!atEnd(left)) - Number(!atEnd(right));
    const order = compareMark(left, right, '-') || compareMark(left, right, '^') || compareMark(left, right, '.') || compareSegment(left, right);
    if (order !== 0) return order;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

function skipForeign(reader: Reader): void {
  while (!atEnd(reader) && !/[0-9A-Za-z~^.-]/.test(reader.text.charAt(reader.at))) reader.at += 1;
}

function atEnd(reader: Reader): boolean {
  return reader.at >= reader.text.length;
}

/** What carries the mark is older than what does not; where both carry it, both go behind it. */
function compareMark(left: Reader, right: Reader, mark: string): number {
  const here = left.text.charAt(left.at) === mark;
  const there = right.text.charAt(right.at) === mark;
  if (here !== there) return here ? -1 : 1;
  if (here) {
    left.at += 1;
    right.at += 1;
  }
  return 0;
}

function compareSegment(left: Reader, right: Reader): number {
  const numeric = isDigit(left) || isDigit(right);
  const a = take(left, numeric ? DIGITS : LETTERS);
  const b = take(right, numeric ? DIGITS : LETTERS);
  if (!numeric) return byCodeUnit(a, b);
  if (a === '' || b === '') return Number(a !== '') - Number(b !== '');
  const [first, second] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return first.length - second.length || byCodeUnit(first, second);
}

const DIGITS = /[0-9]*/y;
const LETTERS = /[A-Za-z]*/y;

function isDigit(reader: Reader): boolean {
  return /[0-9]/.test(reader.text.charAt(reader.at));
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

function byCodeUnit(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

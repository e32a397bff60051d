/**
 * Orders two file names by the versions in them, from old to new, as GNU's `blscfg` does (coreutils manual, Version sort
 * ordering rules; gnulib, filevercmp); 0 where it takes them for the same. Runs without digits and numbers compare by turns:
 * of signs, `~` is the oldest, then the end, then letters, then anything else; no digits count as 0. Endings such as
 * `.conf` count only where all else is the same.
 *
 * @example compareFileNames('m-6.9.conf', 'm-6.12.conf') // below 0
 */
export function compareFileNames(a: string, b: string): number {
  const [left, right] = [withoutEnding(a), withoutEnding(b)];
  return classOf(a) - classOf(b) || compareRuns(left, right) || (left === a && right === b ? 0 : compareRuns(a, b));
}

const ENDING = /(?:\.[A-Za-z~][A-Za-z0-9~]*)*$/;

/** Something stays: a name that begins with a dot is no ending. */
function withoutEnding(name: string): string {
  const end = ENDING.exec(name)?.index ?? name.length;
  return end === 0 ? name : name.slice(0, end);
}

/** The empty name comes first, then hidden files. */
function classOf(name: string): number {
  return name === '' ? 0 : name.startsWith('.') ? 1 : 2;
}

function compareRuns(a: string, b: string): number {
  const [left, right] = [runsOf(a), runsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, two] = [left[index] ?? '', right[index] ?? ''];
    const order = index % 2 === 0 ? compareSigns(one, two) : compareNumbers(one, two);
    if (order !== 0) return order;
  }
  return 0;
}

/** Signs, digits, signs, digits, …; any may be empty. */
function runsOf(text: string): readonly string[] {
  return text.split(/([0-9]+)/);
}

function compareSigns(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = rankOf(a, index) - rankOf(b, index);
    if (order !== 0) return order;
  }
  return 0;
}

function rankOf(text: string, index: number): number {
  if (index >= text.length) return -1;
  const sign = text.charAt(index);
  if (sign === '~') return -2;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : 0x10000 + sign.charCodeAt(0);
}

function compareNumbers(a: string, b: string): number {
  const [one, two] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (one.length !== two.length) return one.length - two.length;
  return one === two ? 0 : one < two ? -1 : 1;
}

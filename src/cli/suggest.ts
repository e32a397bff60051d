/**
 * The known word that `word` was probably meant to be: it begins with it, or is at most two slips away from it
 * (a letter left out, added, changed or swapped with its neighbour). Null where none is near.
 *
 * @example nearest('stauts', ['status', 'list']) // 'status'
 */
export function nearest(word: string, known: readonly string[]): string | null {
  const begun = word.length < 2 ? [] : known.filter((one) => one.startsWith(word));
  if (begun.length === 1) return begun[0] ?? null;
  let best: { readonly word: string; readonly slips: number } | null = null;
  for (const one of known) {
    const slips = word.length > 40 ? Infinity : slipsBetween(word.toLowerCase(), one);
    if (slips <= Math.min(2, one.length / 2) && (best === null || slips < best.slips)) best = { word: one, slips };
  }
  return best?.word ?? null;
}

/** Optimal string alignment distance, row by row. */
function slipsBetween(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i += 1) {
    const row = nextRow(from, to, i, last, beforeLast);
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function nextRow(from: string, to: string, i: number, last: readonly number[], beforeLast: readonly number[]): readonly number[] {
  const row = [i];
  for (let j = 1; j <= to.length; j += 1) {
    const slips = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1));
    const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
    row.push(swapped ? Math.min(slips, at(beforeLast, j - 2) + 1) : slips);
  }
  return row;
}

/** Beyond the edge nothing can be reached. */
function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}

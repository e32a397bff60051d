import type { Fault } from './fault.ts';

/**
 * The rows that `words` name, in the order of the suite: ids separated by white space; `chosen` for the ten of `make test`; all of
 * them where nothing is named. Throws on a word that names no row.
 */
export function selectFaults<T extends Fault>(faults: readonly T[], words: string): readonly T[] {
  const wanted = words.split(/\s+/).filter((word) => word !== '');
  const unknown = wanted.filter((word) => word !== 'chosen' && !faults.some((fault) => fault.id === word));
  if (unknown.length > 0) throw new Error(`no such row: ${unknown.join(', ')}. Rows: ${faults.map((fault) => fault.id).join(' ')}`);
  if (wanted.length === 0) return faults;
  return faults.filter((fault) => wanted.includes(fault.id) || (fault.chosen === true && wanted.includes('chosen')));
}

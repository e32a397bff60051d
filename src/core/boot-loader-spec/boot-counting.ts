/** How often an entry may still be tried, and how often it was without success. */
export interface BootCounter {
  readonly triesLeft: number;
  readonly triesDone: number;
}

/** A file name of an entry, without its counter. */
export interface CountedName {
  /** `arch.conf` of `arch+2-1.conf`. */
  readonly name: string;
  /** null where the entry is not counted. */
  readonly counter: BootCounter | null;
}

/**
 * Reads the boot counter of an entry's file name: `+LEFT` or `+LEFT-DONE` right before the suffix. Anything else that looks
 * like one is part of the name. Source: Boot Loader Specification, Boot counting.
 *
 * @example readBootCounter('arch+2-1.conf', '.conf') // { name: 'arch.conf', counter: { triesLeft: 2, triesDone: 1 } }
 */
export function readBootCounter(fileName: string, suffix: '.conf' | '.efi'): CountedName {
  const stem = fileName.slice(0, -suffix.length);
  const [counted, left, done = '0'] = /\+([0-9]+)(?:-([0-9]+))?$/.exec(stem) ?? [];
  if (counted === undefined || left === undefined || Number(left) > MOST_TRIES || Number(done) > MOST_TRIES) return { name: fileName, counter: null };
  const name = stem.slice(0, -counted.length) + fileName.slice(-suffix.length);
  return { name, counter: { triesLeft: Number(left), triesDone: Number(done) } };
}

const MOST_TRIES = 2 ** 31 - 1;

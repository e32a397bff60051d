import { applyEdits, EDIT_KINDS, type Edit } from './edits.ts';
import type { Coverage } from './coverage.ts';
import { bytesOf, runInput, type FuzzTarget } from './target.ts';

/** An input that a target did not survive. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly input: Uint8Array;
  readonly error: unknown;
}

/** Inputs whose coverage is looked at together; a batch that ran something new is kept whole. */
const BATCH = 32;
const MOST_KEPT = 2000;

/**
 * One round of one target: `executions` inputs, each made of a sample, or of an input that ran new code earlier in this round. The same
 * seed gives the same inputs, as far as V8 counts the same blocks. Ends at the first finding. `onInput` sees each input before it runs.
 */
export async function runRound(target: FuzzTarget, seed: number, executions: number, coverage: Coverage, onInput: (input: Uint8Array) => void): Promise<{ readonly executed: number; readonly finding: Finding | null }> {
  coverage.beginRound();
  const random = randomNumbers(seed);
  const corpus = [...target.samples];
  let executed = 0;
  while (executed < executions) {
    const batch = Array.from({ length: BATCH }, () => nextInput(target, corpus, random));
    for (const input of batch) {
      onInput(input);
      executed += 1;
      try {
        await runInput(target, input);
      } catch (error) {
        return { executed, finding: { target: target.name, seed, input, error } };
      }
    }
    if (coverage.news() > 0 && corpus.length < MOST_KEPT) corpus.push(...batch);
  }
  return { executed, finding: null };
}

function nextInput(target: FuzzTarget, corpus: readonly Uint8Array[], random: () => number): Uint8Array {
  const sample = corpus[random() % corpus.length] ?? new Uint8Array();
  if (random() % 50 === 0) return Uint8Array.from({ length: random() % 300 }, () => random() & 255);
  return applyEdits(sample, Array.from({ length: 1 + (random() % 5) }, () => randomEdit(target, random)));
}

function randomEdit({ words }: FuzzTarget, random: () => number): Edit {
  const piece = random() % 3 === 0 ? Uint8Array.from({ length: random() % 9 }, () => random() & 255) : bytesOf(words[random() % words.length] ?? '');
  return { kind: EDIT_KINDS[random() % EDIT_KINDS.length] ?? 'flip', at: random(), length: random() % 64, piece };
}

/** Numbers from 0 to 2^31 - 1 (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) >>> 1;
  };
}

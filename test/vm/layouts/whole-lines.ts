import type { Steps } from '../../../scripts/guest/steps.ts';

/** Steps of several tasks at once: each is one line, written when it ends, with its seconds. */
export function wholeLines(write: (line: string) => void): Steps {
  const begin = (label: string): ((outcome?: 'failed') => void) => {
    const startMs = performance.now();
    return (outcome) => write(`  ${`${label} `.padEnd(64, '.')} ${((performance.now() - startMs) / 1000).toFixed(1).padStart(6)} s${outcome === undefined ? '' : ` ${outcome}`}`);
  };
  return {
    note: (text) => write(`  ${text}`),
    begin,
    run: async (label, body) => {
      const end = begin(label);
      let outcome: 'failed' | undefined = 'failed';
      try {
        const value = await body();
        outcome = undefined;
        return value;
      } finally {
        end(outcome);
      }
    },
  };
}

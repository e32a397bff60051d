/** Shows each step of a long task in one line, with its seconds when it is done. */
export interface Steps {
  readonly note: (text: string) => void;
  /** Begins a step; call what it returns at the step's end. */
  readonly begin: (label: string) => (outcome?: 'failed') => void;
  readonly run: <T>(label: string, body: () => Promise<T>) => Promise<T>;
}

/** Steps that are written to `write`; the name of a step is there while it runs. */
export function stepsTo(write: (text: string) => void): Steps {
  const begin = (label: string): ((outcome?: 'failed') => void) => {
    const startMs = performance.now();
    write(`  ${`${label} `.padEnd(64, '.')} `);
    return (outcome) => write(outcome === undefined ? `${((performance.now() - startMs) / 1000).toFixed(1).padStart(6)} s\n` : `${outcome}\n`);
  };
  return {
    note: (text) => write(`  ${text}\n`),
    begin,
    run: async (label, body) => {
      const end = begin(label);
      try {
        const value = await body();
        end();
        return value;
      } catch (error) {
        end('failed');
        throw error;
      }
    },
  };
}

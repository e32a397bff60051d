/**
 * Bounds on what one reading of a GRUB configuration may cost, far above what any generated configuration needs.
 * Beyond them evaluation ends with a `limit-exceeded` diagnostic.
 */
export const LIMITS = {
  /** Commands in one reading, in the configuration itself, and in the body of one menu entry. */
  steps: 1_000_000,
  stepsOfScript: 500_000,
  stepsOfOneBody: 100_000,
  /** Nested blocks and compound commands in one statement. */
  syntaxDepth: 200,
  /** Function calls, compound commands and sourced files inside one another while running. */
  executionDepth: 250,
  /** Files that source or load one another. */
  sourceDepth: 16,
  submenuDepth: 16,
  menuEntries: 20_000,
  /** Files that one `blscfg` reads. */
  loaderEntries: 4096,
  /** Length of one file, and of all text that is parsed. */
  fileCharacters: 16 * 1024 * 1024,
  parsedCharacters: 128 * 1024 * 1024,
  /** Length of one expanded word, and of all of them. */
  wordCharacters: 1024 * 1024,
  expandedCharacters: 128 * 1024 * 1024,
  diagnostics: 500,
} as const;

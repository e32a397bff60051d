import { USUAL, type Wish } from '../wishes.ts';

const WISHES: Readonly<Record<string, Wish>> = {
  '--restart': { kind: 'restart', how: null, goal: USUAL },
  '--settings': { kind: 'settings', page: 'restart' },
  '--background': { kind: 'background' },
};

/** What `--help` prints. */
export const HELP = `Usage: quick-restart-tray [--restart | --settings | --background]

Shows what a restart would start and restarts, quickly or in the ordinary way.

  --restart      opens the restart window, as no option at all does
  --settings     opens the settings
  --background   opens no window; how the session starts it
  --help         prints this
  --version      prints the version

Other options are Chromium's. See quick-restart-tray(1).
`;

/** What is only printed; null where the app is wanted. */
export function printed(argv: readonly string[], version: string): string | null {
  if (argv.includes('--help')) return HELP;
  return argv.includes('--version') ? `quick-restart-tray ${version}\n` : null;
}

/**
 * What `quick-restart-tray` was started for: `--restart`, `--settings` or `--background`. Other words are Chromium's or a
 * desktop's. Without any of ours it is the restart window, because somebody clicked the launcher; with other options it is, too, but it
 * waits: the option may be one of ours, mistyped.
 */
export function wishOf(argv: readonly string[]): Wish {
  for (const word of argv) {
    const wish = Object.hasOwn(WISHES, word) ? WISHES[word] : undefined;
    if (wish !== undefined) return wish;
  }
  return { kind: 'restart', how: null, goal: USUAL, ...(unknownOptions(argv).length > 0 ? { waits: true } : {}) };
}

/** What Chromium puts there by itself when it hands a start over to the instance that runs. */
const CHROMIUMS_OWN = /^--(?:allow-file-access-from-files|original-process-start-time=.*)$/;

/** Options that are not ours. */
export function unknownOptions(argv: readonly string[]): readonly string[] {
  return argv.filter((word) => word.startsWith('--') && word !== '--' && !Object.hasOwn(WISHES, word) && !CHROMIUMS_OWN.test(word));
}

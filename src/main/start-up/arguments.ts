import { USUAL, type Wish } from '../wishes.ts';

const WISHES: Readonly<Record<string, Wish>> = {
  '--restart': { kind: 'restart', how: null, goal: USUAL },
  '--settings': { kind: 'settings', page: 'restart' },
  '--background': { kind: 'background' },
};

/**
 * What `quick-restart-tray` was started for: `--restart`, `--settings` or `--background`. Words that are not ours are Chromium's or
 * a desktop's, and are passed over; without any of ours it is the restart window, because somebody clicked the launcher.
 */
export function wishOf(argv: readonly string[]): Wish {
  for (const word of argv) {
    const wish = Object.hasOwn(WISHES, word) ? WISHES[word] : undefined;
    if (wish !== undefined) return wish;
  }
  return { kind: 'restart', how: null, goal: USUAL };
}

// What the extension costs GNOME Shell, in one run each against the shell without it:  node bench/gnome-shell/index.ts [ROUNDS]
// Exit code 1 where a promise of docs/decisions/0033-gnome-shell-extension.md is broken.
import { Desktop } from '../../test/desktop/support/desktop.ts';
import { restOf } from './rest.ts';
import { restartsOf } from './restart.ts';
import { startOf, type Start } from './start.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const EXTENSION = 'quick-restart@quickrestart1.org';

const desktop = await Desktop.start({ name: 'bench', extensions: [] });
await desktop.logOut();
try {
  await starts();
  await restarts();
  await rests();
} finally {
  await desktop.stop();
}

/** Medians: the least of twice as many starts without it would be less by chance alone. How the two series without it differ is what can be measured here. */
async function starts(): Promise<void> {
  const runs = { without: [] as Start[], with: [] as Start[], again: [] as Start[] };
  await startOf(desktop, []); // reads from the disk what the others find in memory
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.without.push(await startOf(desktop, []));
    runs.with.push(await startOf(desktop, [EXTENSION]));
    runs.again.push(await startOf(desktop, []));
  }
  for (const [what, name, most] of [['start of GNOME Shell', 'startMs', 1.05], ['its processor time', 'processorMs', 1.05]] as const) {
    const [without, ours, again] = [runs.without, runs.with, runs.again].map((all) => median(all.map((one) => one[name]))) as [number, number, number];
    const both = median([...runs.without, ...runs.again].map((one) => one[name]));
    const ratio = ours / both;
    row(what, `${ratio.toFixed(3)}x of ${both.toFixed(0)} ms without the extension (at most ${most}x; without it, twice: ${(Math.max(without, again) / Math.min(without, again)).toFixed(3)}x)`, ratio <= most);
  }
}

async function rests(): Promise<void> {
  const found = await restOf(desktop, EXTENSION, 1 + Math.ceil(ROUNDS / 3));
  const least = (how: 'with' | 'without', name: 'timers' | 'wakeUps'): number => Math.min(...found[how].map((one) => one[name]));
  row('timers that wait at rest', `${least('with', 'timers')}, and ${least('without', 'timers')} without the extension (no more)`, least('with', 'timers') <= least('without', 'timers'));
  row('wake-ups in a minute of rest', `${found.with.map(({ wakeUps }) => wakeUps).join(', ')}, and ${found.without.map(({ wakeUps }) => wakeUps).join(', ')} without the extension`, true);
}

async function restarts(): Promise<void> {
  const { ordinary, quick, now } = await restartsOf(desktop, EXTENSION, Math.ceil(ROUNDS / 2));
  const [usualMs, quickMs, nowMs] = [ordinary, quick, now].map((all) => Math.min(...all)) as [number, number, number];
  const more = quickMs - usualMs;
  row('menu, from the yes to logind’s call', `${more.toFixed(0)} ms more than the ${usualMs.toFixed(0)} ms of an ordinary restart (at most 500 ms)`, more <= 500);
  row('quick-restart now, to logind’s call', `${nowMs.toFixed(0)} ms, with the kernel loaded, which the menu leaves to the shutdown`, true);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

function row(what: string, said: string, kept: boolean): void {
  console.log(`${what.padEnd(38)}${said}${kept ? '' : '  BROKEN'}`);
  if (!kept) process.exitCode = 1;
}

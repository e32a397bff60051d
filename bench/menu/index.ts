// What a quick restart through GNOME's menu costs over `quick-restart now --yes`, from the person's last word to the jump, on a whole machine with
// GNOME, where it is emulated in its time:   node bench/menu/index.ts [ROUNDS]
// Exit code 1 where it costs more than half a second of a computer like this one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GNOME_SHAPE } from '../../scripts/guest/gnome/gnome-image.ts';
import { stepsTo } from '../../scripts/guest/steps.ts';
import { startCopy } from '../../test/vm/machine/working-copy.ts';
import { OUT, SESSION, sessionImage } from '../../test/vm/menu/session-image.ts';
import { restartBy, type Restart, type Way } from './restarts.ts';
import { slownessOf } from './slowness.ts';
import { STAGES, stagesOf } from './stages.ts';

const ROUNDS = Number(process.argv[2] ?? 3);
const MOST_MS = 500;

const steps = stepsTo((text) => void process.stdout.write(text));
const copy = await startCopy(await sessionImage(steps), SESSION, { shape: GNOME_SHAPE });
try {
  const slowness = await slownessOf(copy.machine);
  const found: Record<Way, Restart[]> = { menu: [], now: [] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const way of ['menu', 'now'] as const) {
      const restart = await steps.run(`restart ${round}, ${way}`, () => restartBy(way, copy.machine));
      writeFileSync(join(OUT, `bench-${way}-${round}.log`), restart.journal.map((line) => `${line}\n`).join(''));
      found[way].push(restart);
    }
  }
  report(found, slowness);
} finally {
  await copy.remove();
}

function report({ menu, now }: Readonly<Record<Way, readonly Restart[]>>, slowness: Readonly<Record<string, number>>): void {
  const stages = { menu: menu.map(stagesOf), now: now.map(stagesOf) };
  row('', 'menu', 'now', 'median more');
  for (const [index, { what }] of STAGES.entries()) compare(what, stages.menu.map((one) => one[index] ?? NaN), stages.now.map((one) => one[index] ?? NaN));
  const [menuMs, nowMs] = compare('from the last word to the jump', menu.map(({ jumpMs }) => jumpMs), now.map(({ jumpMs }) => jumpMs));
  // `now` without --yes asks behind its plan: from that y on, the menu has the harder comparison.
  const [, answeredMs] = compare('from the y that could be typed', menu.map(({ jumpMs }) => jumpMs), now.map(({ jumpMs }, index) => jumpMs - (stages.now[index]?.[0] ?? NaN)));
  console.log(`through the menu in ${(menuMs / nowMs).toFixed(3)}x the time of now --yes, ${(menuMs / answeredMs).toFixed(3)}x from the y`);
  console.log(`this machine is slower than the computer that runs it: ${Object.entries(slowness).map(([name, times]) => `${times.toFixed(1)}x ${name}`).join(', ')}`);
  for (const [what, moreMs] of [['now --yes', menuMs - nowMs], ['now, from the y', menuMs - answeredMs]] as const) {
    // What makes the most of a loss, and the least of a gain.
    const atThisPaceMs = moreMs / (moreMs > 0 ? Math.min : Math.max)(...Object.values(slowness));
    const isKept = atThisPaceMs <= MOST_MS;
    console.log(`at the pace of that computer ${Math.abs(atThisPaceMs).toFixed(0)} ms ${moreMs > 0 ? 'more' : 'less'} than ${what} (at most ${MOST_MS} ms more)${isKept ? '' : '  BROKEN'}`);
    if (!isKept) process.exitCode = 1;
  }
}

/** One line: both medians in seconds with all that they are of, and their difference. Gives both. */
function compare(what: string, menu: readonly number[], now: readonly number[]): readonly [number, number] {
  const [menuMs, nowMs] = [median(menu), median(now)];
  const shown = (all: readonly number[], middle: number): string => `${seconds(middle)} (${all.map(seconds).join(' ')})`;
  row(what, shown(menu, menuMs), shown(now, nowMs), `${seconds(menuMs - nowMs)} s`);
  return [menuMs, nowMs];
}

function row(what: string, menu: string, now: string, more: string): void {
  console.log(`${what.padEnd(40)}${menu.padEnd(28)}${now.padEnd(28)}${more}`);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}

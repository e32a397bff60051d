// The tray app against an empty Electron app with an icon, in turn, on the same runtime:  node bench/tray-app/index.ts [ROUNDS]
// Needs dist/app and Xvfb. Exit code 1 where a promise of docs/decisions/0017-tray-app.md is broken.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronRuntime, starterOf } from '../../scripts/electron/runtime.mjs';
import { ChildProgram, sleep, until } from '../../test/fakes/dbus/child-program.ts';
import { becomeSomebody, makeHome } from '../../test/fakes/sample/app-program.ts';
import { startDisplay } from '../../test/fakes/sample/display.ts';
import { SampleMachine } from '../../test/fakes/sample/sample-machine.ts';
import { memoryMib } from './processes.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
/** Until a start has calmed down. */
const CALM_MS = 6_000;
const REGISTERED = /RegisterStatusNotifierItem/;

interface Measured {
  readonly startMs: number;
  readonly idleMib: number;
  readonly windowMs: number;
  readonly afterMib: number;
}

const display = await startDisplay();
const machine = await SampleMachine.start();
const runtime = await electronRuntime();
const scratch = mkdtempSync(join(tmpdir(), 'quick-restart-bench-'));
const [empty, ours] = [join(scratch, 'empty'), join(scratch, 'ours')];
chmodSync(scratch, 0o755);
cpSync(join(import.meta.dirname, 'empty'), empty, { recursive: true });
cpSync('dist/app/icons/tray-idle-light.png', join(empty, 'icon.png'));
cpSync('dist/app', ours, { recursive: true });
cpSync(join(import.meta.dirname, 'measured.cjs'), join(ours, 'measured.cjs'));
writeFileSync(join(ours, 'package.json'), readFileSync('dist/app/package.json', 'utf8').replace('main.cjs', 'measured.cjs'));
const homes = { empty: makeHome(), ours: makeHome() };
try {
  const runs: { readonly empty: Measured[]; readonly ours: Measured[] } = { empty: [], ours: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.empty.push(await measure(empty, homes.empty, false));
    runs.ours.push(await measure(ours, homes.ours, true));
  }
  const all = (who: 'empty' | 'ours', what: keyof Measured): readonly number[] => runs[who].map((one) => one[what]);
  const of = (who: 'empty' | 'ours', what: keyof Measured): number => median(all(who, what));
  // What else the machine does only ever adds to a start.
  row('start to the icon in the panel', Math.min(...all('ours', 'startMs')) / Math.min(...all('empty', 'startMs')), 1.2);
  row('memory, no window', of('ours', 'idleMib') / of('empty', 'idleMib'), 1.15);
  row('memory, after a window', of('ours', 'afterMib') / of('empty', 'idleMib'), 1.2);
  console.log(`restart window, made to shown: ${Math.min(...all('ours', 'windowMs'))} ms at best, ${of('ours', 'windowMs')} ms as a rule`);
} finally {
  await machine.stop();
  await display.stop();
  for (const folder of [scratch, homes.empty, homes.ours]) rmSync(folder, { recursive: true, force: true });
}

async function measure(app: string, home: string, withWindow: boolean): Promise<Measured> {
  const { executable, args } = starterOf(runtime, app);
  const environment = { ...machine.environment(home), ...display.environment };
  const seen = panelOutput().length;
  const start = performance.now();
  const program = new ChildProgram([...becomeSomebody(executable), ...args, '--background'], environment);
  await until(() => REGISTERED.test(panelOutput().slice(seen)), 'the icon in the panel', 60_000);
  const startMs = performance.now() - start;
  await sleep(CALM_MS);
  const pid = program.child.pid ?? 0;
  const idleMib = memoryMib(pid);
  if (!withWindow) {
    await program.end();
    return { startMs, idleMib, windowMs: 0, afterMib: 0 };
  }
  await new ChildProgram([...becomeSomebody(executable), ...args, '--restart'], environment).ended;
  await program.saw(/^shown \d+/m, 60_000);
  await sleep(1_000);
  spawn('kill', ['-USR2', String(pid)]);
  await program.saw(/^closed/m);
  await sleep(CALM_MS);
  const afterMib = memoryMib(pid);
  await program.end();
  return { startMs, idleMib, windowMs: Number(/^shown (\d+)/m.exec(program.output)?.[1]), afterMib };
}

function panelOutput(): string {
  return machine.mocks.trayHost?.program.output ?? '';
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function row(what: string, ratio: number, most: number): void {
  console.log(`${what.padEnd(34)}${ratio.toFixed(2)}x of an empty app (at most ${most}x)`);
  if (ratio > most) process.exitCode = 1;
}

import assert from 'node:assert/strict';
import type { PlanJson } from '../../src/cli/view/plan.ts';
import type { HistoryJson } from '../../src/cli/view/history.ts';
import { withAddedWords } from '../../src/core/trial/trial-words.ts';
import type { Machine } from '../vm/machine/machine.ts';
import { BEGINNINGS } from './beginnings.ts';
import type { End, Path } from './path.ts';
import { type EveryStand, send } from './stand.ts';

const ENDS_WITHIN_SECONDS = 300;
const BOOTS_WITHIN_MS = 420_000;

/** What was seen of one path. */
export interface Seen {
  readonly end: End;
  /** That runs then, where the next boot was looked at, or that the console named; null where neither says. */
  readonly kernelRelease: string | null;
  /** From the request to the jump or the firmware. */
  readonly seconds: number;
}

/** Walks one path from the saved state, and sees that what must hold does. Throws where it does not. */
export async function walk(path: Path, stand: EveryStand, progress: (text: string) => void): Promise<Seen> {
  await stand.reset(path.mode, path.refused === true ? 'refused' : 'allowed');
  progress('set back');
  const { machine } = stand;
  if (path.begins !== undefined) await machine.explain(path.begins, () => BEGINNINGS[path.begins!](machine));
  if (path.setUp !== undefined) await machine.root.read(path.setUp, ENDS_WITHIN_SECONDS * 1000);
  progress(`asks: ${path.command}`);
  const sinceMs = performance.now();
  const sent = send(stand.agent(path.as), path.command, withinMs(path));
  if (path.end === 'stays') {
    await sent;
    return stays(path, stand, sinceMs);
  }
  return path.end === 'soft-reboot' ? softly(stand, sinceMs) : goesDown({ path, stand, sinceMs, sent, progress });
}

interface Going {
  readonly path: Path;
  readonly stand: EveryStand;
  readonly sinceMs: number;
  readonly sent: Promise<void>;
  readonly progress: (text: string) => void;
}

/** The machine goes down: how, what it said, how it left its disk, and, where the path wants it, what came up. */
async function goesDown({ path, stand, sinceMs, sent, progress }: Going): Promise<Seen> {
  const { machine, plan } = stand;
  const seen = await machine.explain(path.id, () => ending(machine, sinceMs, sent, withinMs(path)));
  const seconds = (performance.now() - sinceMs) / 1000;
  const words = machine.serial.find(/Quick Restart/, sinceMs)?.text ?? 'nothing said';
  progress(`${seen} after ${seconds.toFixed(0)} s; ${words}`);
  assert.equal(seen, path.end, `${seen}, not ${path.end}; ${words}\n${machine.serial.tail(40)}`);
  if (seen === 'off') return { end: seen, kernelRelease: null, seconds };
  await machine.pause();
  await leftClean(stand);
  progress('disk looked at');
  said(machine, path, sinceMs);
  const kernelRelease = named(machine, sinceMs);
  if (kernelRelease !== null) assert.equal(kernelRelease, plan.entry?.kernelRelease);
  if (path.thenBack !== undefined) await comesBack(path.thenBack, stand, progress);
  if (path.whole !== true && path.afterwards === undefined) return { end: seen, kernelRelease, seconds };
  const before = machine.root.bootId;
  await machine.resume();
  await machine.waitUntilBooted(before, BOOTS_WITHIN_MS);
  if (path.whole === true) await nextBoot(machine, plan);
  if (path.afterwards !== undefined) await machine.root.read(path.afterwards);
  return { end: seen, kernelRelease: await machine.root.read('uname -r'), seconds };
}

/** The boot that was started restarts the machine by itself: how, what it said, how it left its disk. */
async function comesBack({ end, says, withinSeconds }: NonNullable<Path['thenBack']>, stand: EveryStand, progress: (text: string) => void): Promise<void> {
  const { machine } = stand;
  await machine.resume();
  const sinceMs = performance.now();
  const seen = await machine.explain('it does not restart by itself', () => ending(machine, sinceMs, Promise.resolve(), withinSeconds * 1000));
  progress(`by itself ${seen} after ${((performance.now() - sinceMs) / 1000).toFixed(0)} s; ${machine.serial.find(/Quick Restart/, sinceMs)?.text ?? 'nothing said'}`);
  assert.equal(seen, end, machine.serial.tail(40));
  said(machine, says === undefined ? {} : { says }, sinceMs);
  await machine.pause();
  await leftClean(stand);
}

async function leftClean(stand: EveryStand): Promise<void> {
  const look = await stand.lookAtDisk();
  assert.deepEqual([look.repair.code, look.check.code], [0, 0], `the file system was not left clean\n${look.repair.said}${look.check.said}`);
}

/** The kernel that the console names. */
function named(machine: Machine, sinceMs: number): string | null {
  const line = machine.serial.find(/this restart starts (\S+) directly/, sinceMs)?.text ?? '';
  return /starts (\S+) directly/.exec(line)?.[1] ?? null;
}

function withinMs({ withinSeconds = ENDS_WITHIN_SECONDS }: Path): number {
  return withinSeconds * 1000;
}

/** Which of its ends the machine comes to first. */
async function ending(machine: Machine, sinceMs: number, sent: Promise<void>, limitMs: number): Promise<End> {
  let failed: unknown = null;
  sent.catch((error: unknown) => (failed = error));
  while (performance.now() - sinceMs < limitMs) {
    if (failed !== null) throw failed as Error;
    if (machine.serial.find(/kexec_core: Starting new kernel/, sinceMs) !== null) return 'quick';
    const event = machine.events.find(({ name, atMs }) => atMs >= sinceMs && (name === 'RESET' || name === 'SHUTDOWN'));
    if (event !== undefined) return event.name === 'RESET' ? 'ordinary' : 'off';
    if (machine.serial.find(/reboot: System halted/, sinceMs) !== null) return 'halt';
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it did not end within ${limitMs / 1000} s`);
}

function said(machine: Machine, { says, between }: Pick<Path, 'says' | 'between'>, sinceMs: number): void {
  if (says === undefined) assert.equal(machine.serial.find(/Quick Restart: this restart/, sinceMs), null, 'it speaks where nobody asked');
  else assert.ok(machine.serial.find(says, sinceMs) !== null, `the console does not say ${says}\n${machine.serial.tail(40)}`);
  if (between === undefined) return;
  const [from, to] = [between.from, between.to].map((pattern) => machine.serial.find(pattern, sinceMs)?.atMs ?? Number.NaN);
  assert.ok(to! - from! <= between.seconds * 1000, `${(to! - from!) / 1000} s`);
}

/** The boot that a quick restart led to: it is what was planned, nothing failed, and the history has it. */
async function nextBoot(machine: Machine, plan: PlanJson): Promise<void> {
  const release = await machine.root.read('uname -r');
  assert.equal(release, plan.entry?.kernelRelease);
  assert.equal(await machine.root.read('cat /proc/cmdline'), withAddedWords(plan.commandLine, plan.addedWords));
  assert.deepEqual((await machine.root.read('systemctl --failed --no-legend || true')).split('\n').filter((line) => line !== ''), []);
  const endMs = performance.now() + 180_000;
  for (;;) {
    const [last] = (JSON.parse(await machine.person.read('quick-restart history --json')) as HistoryJson).records;
    if (last !== undefined) {
      assert.deepEqual([last.kind, last.toRelease, last.cameUp], ['quick', release, true]);
      return;
    }
    assert.ok(performance.now() < endMs, 'the restart is not in the history');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function stays({ mode }: Path, { machine, runningRelease }: EveryStand, sinceMs: number): Promise<Seen> {
  assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded; systemctl list-jobs --no-legend'), '0');
  assert.equal((JSON.parse(await machine.person.read('quick-restart every-restart status --json')) as { readonly mode: string }).mode, mode);
  return { end: 'stays', kernelRelease: runningRelease, seconds: (performance.now() - sinceMs) / 1000 };
}

/** User space starts anew on the same kernel; then the mode still holds. */
async function softly({ machine, runningRelease }: EveryStand, sinceMs: number): Promise<Seen> {
  const endMs = performance.now() + BOOTS_WITHIN_MS;
  const bootId = machine.root.bootId;
  for (;;) {
    machine.root.rewind(bootId);
    const count = await machine.root.read('systemctl show --value -p SoftRebootsCount; cat /sys/kernel/kexec_loaded; systemctl is-active quick-restart-every.service', 20_000).catch(() => '');
    if (count === '1\n0\nactive') return { end: 'soft-reboot', kernelRelease: runningRelease, seconds: (performance.now() - sinceMs) / 1000 };
    assert.ok(performance.now() < endMs, `no soft reboot: ${count}`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

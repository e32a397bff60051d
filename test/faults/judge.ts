import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { HistoryJson } from '../../src/cli/view/history.ts';
import type { StatusJson } from '../../src/cli/view/status.ts';
import { type Agent, GuestRestarted } from '../vm/machine/agent.ts';
import { lookAtDisk } from './disk.ts';
import type { End, Recorded } from './fault.ts';
import type { Stand } from './stand.ts';

/** A file that was on the disk, by fsync, before anything was broken. */
export const WITNESS = '/var/lib/quick-restart-try/before-the-fault';
const STOPPED = '/var/lib/quick-restart-try/witness';
const RECORDED_WITHIN_MS = 180_000;
const STATUS_WITHIN_MS = 300_000;
const SUM = `sha256sum <${WITNESS} | cut -d' ' -f1`;

/** What is known of the machine before the fault. */
export interface Before {
  readonly bootId: string;
  readonly sum: string;
  readonly older: string;
  readonly newer: string;
}

/** Writes the witness, and notes what runs. */
export async function remember({ root }: Stand): Promise<Before> {
  const script = `head -c 65536 /dev/urandom >${WITNESS} && sync ${WITNESS} ${dirname(WITNESS)} && ${SUM}; uname -r; ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V`;
  const [sum = '', running, older = '', newer = ''] = (await root.read(script)).split('\n');
  assert.equal(running, older, 'the saved state runs the older kernel');
  return { bootId: root.bootId ?? '', sum, older, newer };
}

/** Everything that must hold after each row, as seen from inside the machine. */
export async function judgeInside(stand: Stand, before: Before, end: End): Promise<void> {
  const seen = await look(stand);
  assert.equal(seen.loaded, end.loaded === true, seen.loaded ? 'a kernel is left loaded that nobody wants' : 'nothing is loaded, and somebody wanted it');
  assert.equal(seen.sum, before.sum, 'the witness file changed');
  assert.equal(seen.left, '', 'files of a load are left in /run');
  assert.deepEqual(seen.failed.filter((unit) => end.failedUnits?.test(unit) !== true), [], 'units failed');
  judgeWay(stand, seen, before, end);
  await judgeStatus(stand, seen);
  const way = end.way ?? 'no restart';
  if (way !== 'no restart' && end.recorded !== 'nothing') await judgeHistory(stand, before, end, end.recorded ?? [[way, true]]);
}

/** From outside: what the disk holds at this moment is what a boot would find after a power cut now. */
export async function judgeDisk(stand: Stand, before: Before): Promise<void> {
  const { machine, disk } = stand;
  await machine.pause();
  try {
    const { repair, check, files } = await lookAtDisk(disk, [WITNESS]);
    assert.ok(repair.code <= 1, `the file system needs a person: ${repair.said}`);
    assert.equal(check.code, 0, `the file system is not clean: ${check.said}`);
    assert.equal(files.get(WITNESS), before.sum, 'the witness on the disk');
  } finally {
    await machine.resume();
  }
}

/** What one look into the machine found. */
interface Seen {
  readonly release: string;
  readonly loaded: boolean;
  readonly sum: string;
  readonly commandLine: string;
  readonly jobs: string;
  readonly failed: readonly string[];
  readonly left: string;
  /** The boot's own check of the root file system. */
  readonly check: string;
  /** Boots whose services were stopped. */
  readonly stopped: readonly string[];
}

/** One script for all of it: on an emulated processor each question costs seconds. */
async function look({ root }: Stand): Promise<Seen> {
  const questions = [
    'uname -r',
    'cat /sys/kernel/kexec_loaded',
    SUM,
    'cat /proc/cmdline',
    'systemctl list-jobs --no-legend',
    "systemctl list-units --failed --no-legend --plain | cut -d' ' -f1",
    "find /run/quick-restart -name 'initrd-*' -o -name 'kernel-*'",
    'cat /run/initramfs/fsck.log',
    `cat ${STOPPED} || true`,
  ];
  const answers = (await root.read(questions.map((one) => `${one}; printf '\\1'`).join('\n'))).split('\u0001').map((one) => one.trim());
  const [release = '', loaded, sum = '', commandLine = '', jobs = '', failed = '', left = '', check = '', stopped = ''] = answers;
  assert.equal(answers.length, questions.length + 1);
  return { release, loaded: loaded === '1', sum, commandLine, jobs, failed: failed.split('\n').filter((unit) => unit !== ''), left, check, stopped: stopped.split('\n') };
}

function judgeWay({ root }: Stand, seen: Seen, before: Before, end: End): void {
  const way = end.way ?? 'no restart';
  if (way === 'no restart') {
    assert.equal(root.bootId, before.bootId, 'the machine restarted');
    assert.equal(seen.jobs, '', 'the machine is restarting');
    return;
  }
  assert.notEqual(root.bootId, before.bootId, 'the machine did not restart');
  assert.equal(seen.release, before[end.kernel ?? 'newer'], 'the kernel that runs');
  assert.equal(/BOOT_IMAGE=/.test(seen.commandLine), way !== 'quick', `it came ${way === 'quick' ? '' : 'not '}through the boot loader`);
  assert.doesNotMatch(seen.check, /UNEXPECTED|MANUALLY|errors/i);
  assert.match(seen.check, /: (?:clean|recovering journal|[0-9]+\/[0-9]+ files)/);
  if (way === 'power-cycle' || end.unclean === true) return;
  assert.match(seen.check, /: clean,/);
  assert.doesNotMatch(seen.check, /recover/i);
  assert.ok(seen.stopped.includes(before.bootId), 'the services were not stopped');
}

async function judgeStatus({ person }: Stand, { loaded, release }: Seen): Promise<void> {
  // An emulated processor may need longer to start the helper than the bus waits; then the person's own process answers, and the helper the next time.
  const asked = 'for i in 1 2 3 4 5; do answer=$(quick-restart status --json) || exit; case $answer in *\'"answeredBy": "helper"\'*) break ;; esac; done; printf "%s" "$answer"';
  const status = JSON.parse(await askLoggedIn(person, asked)) as StatusJson;
  assert.deepEqual([status.answeredBy, status.runningKernelRelease, status.loaded, status.loadedEntry !== null], ['helper', release, loaded, loaded], 'quick-restart status');
}

/** A logind that was away for good takes the session with it; the console logs the person in anew, at any moment. */
async function askLoggedIn(person: Agent, command: string): Promise<string> {
  try {
    return await person.read(command, STATUS_WITHIN_MS);
  } catch (error) {
    if (error instanceof GuestRestarted) return person.read(command, STATUS_WITHIN_MS);
    throw error;
  }
}

/** Recorded when systemd has finished the start, which is a moment after the guest answers. */
async function judgeHistory({ person }: Stand, before: Before, end: End, recorded: readonly Recorded[]): Promise<void> {
  const endMs = performance.now() + RECORDED_WITHIN_MS;
  for (;;) {
    const { records } = JSON.parse(await person.read('quick-restart history --json')) as HistoryJson;
    const [last] = records;
    if (last !== undefined) {
      const seen: Recorded = [last.kind, last.cameUp];
      assert.ok(recorded.some((one) => isDeepStrictEqual(one, seen)), `the history says ${JSON.stringify(records)}`);
      assert.equal(last.toRelease, before[end.kernel ?? 'newer'], 'the history');
      return;
    }
    if (performance.now() > endMs) throw new Error('the restart was not recorded');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

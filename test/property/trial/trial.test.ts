import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parametersOf } from '../../../src/core/kernel/command-line.ts';
import type { Left } from '../../../src/core/history/describe-restart.ts';
import { SHUTDOWNS, type StopNote } from '../../../src/core/history/stop-note.ts';
import { afterVerdict, forgiven, withAttempt, withCameUp } from '../../../src/core/trial/change-kernels.ts';
import { judgeAttempt, type JudgingBoot } from '../../../src/core/trial/judge-attempt.ts';
import { FAILURE_HOWS, MAX_KEPT, NO_KERNELS_KNOWN, type Attempt, type KeptKernels } from '../../../src/core/trial/kept-kernels.ts';
import { formatKernels, parseKernels } from '../../../src/core/trial/kernels-text.ts';
import { pastOf } from '../../../src/core/trial/past.ts';
import type { Start } from '../../../src/core/trial/start.ts';
import { trialWords, withAddedWords } from '../../../src/core/trial/trial-words.ts';
import { stopNote } from '../../fakes/boot-notes.ts';

const id = fc.constantFrom('a', 'b', 'c');
const atMs = fc.integer({ min: 0, max: 4_000_000_000_000 });
const mark = fc.record({ path: id, sizeBytes: fc.nat(3), modifiedMs: fc.nat(3) });
const starts: fc.Arbitrary<Start> = fc.record({ kernelRelease: fc.option(id), kernel: mark, initrds: fc.array(mark, { maxLength: 2 }), commandLine: fc.constantFrom('root=/dev/vda1', 'root=/dev/vda1 panic=0') });
const attempts: fc.Arbitrary<Attempt> = fc.record({ bootId: id, entryId: id, start: starts, trial: fc.boolean(), addedWords: fc.constantFrom([], ['panic=30']), atMs, landedIn: fc.option(id) });
const stops: fc.Arbitrary<StopNote> = fc.record({ bootId: id, shutdown: fc.constantFrom(...SHUTDOWNS) }).map((changes) => stopNote(changes));
const lefts: fc.Arbitrary<Left> = fc.record({ stop: fc.oneof(stops, fc.constant(null), fc.constant('damaged' as const)), stoppedBootSeconds: fc.option(fc.nat()), stoppedInOrder: fc.boolean(), loadedAtEnd: fc.constantFrom(true, false, null) });
const boots: fc.Arbitrary<JudgingBoot> = fc.record({
  id, kernelRelease: id, commandLine: fc.option(fc.constantFrom('root=/dev/vda1 panic=30', 'BOOT_IMAGE=/x root=/dev/vda1', 'root=/dev/vda1 panic=0')),
  throughKexec: fc.constantFrom(true, false, null), cameUp: fc.boolean(), crashLogged: fc.boolean(),
});

function judged(kept: KeptKernels, attempt: Attempt, boot: JudgingBoot, left: Left): KeptKernels {
  const verdict = judgeAttempt(attempt, boot, left);
  const after = afterVerdict(withAttempt(kept, attempt), verdict, boot.id);
  if (verdict.kind !== 'failed') return after;
  assert.notEqual(boot.id, attempt.bootId);
  assert.ok(attempt.landedIn !== null || verdict.how === 'stopped-early' || isNotedJump(left, attempt.bootId));
  assert.equal(pastOf(after, attempt.start).trial, true);
  return after;
}

function isNotedJump({ stop, stoppedBootSeconds, loadedAtEnd }: Left, bootId: string): boolean {
  return stop !== null && stop !== 'damaged' && stop.bootId === bootId && stop.shutdown === 'kexec' && stoppedBootSeconds !== null && loadedAtEnd !== false;
}

function changed(kept: KeptKernels, start: Start, what: 'quick' | 'ordinary' | 'forgive'): KeptKernels {
  const after = what === 'forgive' ? (forgiven(kept, start) ?? kept) : withCameUp(kept, { start, how: what, atMs: 1 });
  if (what === 'forgive') assert.equal(pastOf(after, start).failure, null);
  if (what === 'quick') assert.deepEqual(pastOf(after, start), { trial: false, failure: null });
  return after;
}

test('whatever happens: no failure without a noted jump, a landing or a start of its own; the file is bounded, and reads as it was written', () => {
  const step = fc.tuple(attempts, boots, lefts, starts, fc.constantFrom('judge' as const, 'quick' as const, 'ordinary' as const, 'forgive' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let kept: KeptKernels = NO_KERNELS_KNOWN;
      for (const [attempt, boot, left, start, what] of steps) {
        kept = what === 'judge' ? judged(kept, attempt, boot, left) : changed(kept, start, what);
        assert.ok(kept.cameUp.length <= MAX_KEPT && kept.failed.length <= MAX_KEPT);
        assert.deepEqual(parseKernels(formatKernels(kept)), { ok: true, value: JSON.parse(JSON.stringify(kept)) as KeptKernels });
      }
    }),
  );
});

test('any text, and any piece of a file of ours, is a value or an error', () => {
  const failed = fc.record({ start: starts, entryId: id, how: fc.constantFrom(...FAILURE_HOWS), trial: fc.boolean(), atMs, times: fc.nat(), noticedIn: id, cameUpSince: fc.boolean() });
  const files = fc.record({ attempt: fc.option(attempts), cameUp: fc.constant([]), failed: fc.array(failed, { maxLength: 3 }) }).map(formatKernels);
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.tuple(files, fc.nat(), fc.string()).map(([text, at, put]) => text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1))), (text) => {
    const parsed = parseKernels(text);
    if (parsed.ok) assert.deepEqual(parseKernels(formatKernels(parsed.value)), parsed);
    else assert.match(parsed.error, /^it/);
  }));
});

test('a trial takes nothing from a command line and adds one parameter at most', () => {
  const word = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('panic=0', '"panic', '--', 'a="b c"', 'ro'));
  fc.assert(fc.property(fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')), (line) => {
    const words = (text: string): readonly string[] => parametersOf(text).map((one) => one.word);
    const added = trialWords(line);
    const loaded = withAddedWords(line, added);
    if (added.length === 0) assert.equal(loaded, line);
    // Behind a quote that nobody closes everything is one word.
    else if ((line.split('"').length - 1) % 2 === 0) assert.deepEqual(words(loaded).filter((one) => one !== 'panic=30'), words(line));
  }));
});

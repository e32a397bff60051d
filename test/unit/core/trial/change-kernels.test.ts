import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { afterVerdict, forgiven, withAttempt, withCameUp } from '../../../../src/core/trial/change-kernels.ts';
import { MAX_KEPT, NO_KERNELS_KNOWN, type KeptKernels } from '../../../../src/core/trial/kept-kernels.ts';
import { pastOf, stillRefused } from '../../../../src/core/trial/past.ts';
import { watchdogSeconds } from '../../../../src/core/trial/watchdog-seconds.ts';
import { NEW_BOOT } from '../../../fakes/boot-notes.ts';
import { sampleAttempt, sampleCameUp, sampleFailure, sampleStart } from '../../../fakes/sample-kernels.ts';

const START = sampleStart();
const NEW_INITRD = sampleStart({ initrds: [{ ...START.initrds[0]!, sizeBytes: 1 }] });
const REBUILT = sampleStart({ kernel: { ...START.kernel, modifiedMs: 1 } });
const OTHER_LINE = sampleStart({ commandLine: 'root=/dev/vda1 ro debug' });

function known(changes: Partial<KeptKernels>): KeptKernels {
  return { ...NO_KERNELS_KNOWN, ...changes };
}
const failsOnce = (kept: KeptKernels): KeptKernels => afterVerdict(withAttempt(kept, sampleAttempt()), { kind: 'failed', how: 'never-came-up' }, NEW_BOOT);
/** `free`, `trial`, or `refused`, with how often it failed. */
function next(kept: KeptKernels, start = START): string {
  const { trial, failure } = pastOf(kept, start);
  const times = failure === null ? '' : ` after ${failure.times}`;
  return `${failure !== null && stillRefused(failure) ? 'refused' : trial ? 'trial' : 'free'}${times}`;
}

describe('what the next quick restart is', () => {
  const CAME_UP = known({ cameUp: [sampleCameUp()] });
  for (const [what, kept, start, expected] of [
    ['nothing is known', NO_KERNELS_KNOWN, START, 'trial'],
    ['it came up', CAME_UP, START, 'free'],
    ['it came up the ordinary way', known({ cameUp: [sampleCameUp({ how: 'ordinary' })] }), START, 'free'],
    ['it came up, with another initrd', CAME_UP, NEW_INITRD, 'trial'],
    ['it came up, before its image was replaced', CAME_UP, REBUILT, 'trial'],
    ['it came up, with another command line', CAME_UP, OTHER_LINE, 'trial'],
    ['it failed', failsOnce(NO_KERNELS_KNOWN), START, 'refused after 1'],
    ['it had come up before and failed now', failsOnce(CAME_UP), START, 'refused after 1'],
    ['it failed; a new initrd cures nothing by itself', failsOnce(NO_KERNELS_KNOWN), NEW_INITRD, 'refused after 1'],
    ['it failed; its image was replaced', failsOnce(NO_KERNELS_KNOWN), REBUILT, 'trial'],
    ['it failed; its command line was changed', failsOnce(NO_KERNELS_KNOWN), OTHER_LINE, 'trial'],
    ['it failed and came up the ordinary way', withCameUp(failsOnce(NO_KERNELS_KNOWN), sampleCameUp({ how: 'ordinary' })), START, 'trial after 1'],
    ['it failed, came up the ordinary way, and failed again', failsOnce(withCameUp(failsOnce(NO_KERNELS_KNOWN), sampleCameUp({ how: 'ordinary' }))), START, 'refused after 2'],
    ['the same, and it comes up the ordinary way: that proves nothing any more', withCameUp(failsOnce(failsOnce(NO_KERNELS_KNOWN)), sampleCameUp({ how: 'ordinary' })), START, 'refused after 2'],
    ['it failed twice and then came up quickly', withCameUp(failsOnce(failsOnce(NO_KERNELS_KNOWN)), sampleCameUp()), START, 'free'],
    ['it failed twice and a person trusts it', forgiven(failsOnce(failsOnce(CAME_UP)), START), START, 'trial'],
  ] as const) {
    test(`${what}: ${expected}`, () => assert.equal(next(kept ?? assert.fail(), start), expected));
  }

  test('trust where nothing failed changes nothing; and one kernel’s trust is not another’s', () => {
    assert.equal(forgiven(CAME_UP, START), null);
    assert.equal(forgiven(failsOnce(NO_KERNELS_KNOWN), OTHER_LINE), null);
  });

  test('what is under way stays as it is; what is dropped leaves nothing; landing is remembered', () => {
    const kept = withAttempt(CAME_UP, sampleAttempt());
    assert.equal(afterVerdict(kept, { kind: 'under-way' }, NEW_BOOT), kept);
    assert.deepEqual(afterVerdict(kept, { kind: 'dropped' }, NEW_BOOT), CAME_UP);
    assert.equal(afterVerdict(kept, { kind: 'landed' }, NEW_BOOT).attempt?.landedIn, NEW_BOOT);
    assert.equal(afterVerdict(CAME_UP, { kind: 'failed', how: 'panicked' }, NEW_BOOT), CAME_UP);
  });

  test('lists are bounded; the oldest goes', () => {
    let kept = NO_KERNELS_KNOWN;
    for (let time = 0; time < MAX_KEPT + 5; time += 1) {
      const start = sampleStart({ commandLine: `root=/dev/vda${time}` });
      kept = afterVerdict(withAttempt(withCameUp(kept, sampleCameUp({ start })), sampleAttempt({ start: { ...start, commandLine: `${start.commandLine} x` } })), { kind: 'failed', how: 'panicked' }, NEW_BOOT);
    }
    assert.deepEqual([kept.cameUp.length, kept.failed.length], [MAX_KEPT, MAX_KEPT]);
    assert.equal(kept.cameUp[0]?.start.commandLine, 'root=/dev/vda5');
    assert.equal(sampleFailure().times, 1);
  });
});

describe('the watchdog’s patience', () => {
  for (const [starts, seconds] of [[[], 300], [[null, 12], 300], [[70, 20], 350], [[500], 600]] as const) {
    test(`starts of ${JSON.stringify(starts)} s: ${seconds} s`, () => assert.equal(watchdogSeconds(starts.map((startingSeconds) => ({ startingSeconds }))), seconds));
  }
});

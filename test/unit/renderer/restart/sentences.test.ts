import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Failure } from '../../../../src/contracts/errors.ts';
import type { RestartPlan } from '../../../../src/core/restart-plan/plan.ts';
import { countdownSentence, headingOf, noteSentence, nothingLoadedSentence, otherStartSentence, phaseAnnouncement, savingSentence } from '../../../../src/renderer/restart/sentences.ts';
import { createTranslator, SOURCE_CATALOGUE } from '../../../../src/words/index.ts';

const words = createTranslator(SOURCE_CATALOGUE);

describe('the countdown in a sentence', () => {
  test('one second is one', () => assert.equal(countdownSentence({ kind: 'counting', secondsLeft: 1 }, 'full', words), 'The system will restart automatically in 1 second'));
  test('more are many', () => assert.equal(countdownSentence({ kind: 'counting', secondsLeft: 42 }, 'full', words), 'The system will restart automatically in 42 seconds'));
  test('says that it will be quick', () => assert.equal(countdownSentence({ kind: 'counting', secondsLeft: 42 }, 'quick', words), 'The system will restart quickly in 42 seconds'));
  test('says that it stopped', () => assert.match(countdownSentence({ kind: 'stopped' }, 'full', words), /has stopped/));
  test('says nothing where there is none', () => assert.equal(countdownSentence({ kind: 'waiting' }, 'full', words) + countdownSentence({ kind: 'off' }, 'full', words), ''));
});

describe('what a quick restart saves', () => {
  const CASES: readonly (readonly [saved: RestartPlan['savedSeconds'], sentence: string])[] = [
    [{ value: 23.6, from: 'measured' }, 'Skips the firmware and the boot loader: saves about 24 seconds.'],
    [{ value: 75, from: 'measured' }, 'Skips the firmware and the boot loader: saves about 1 minute 15 seconds.'],
    [{ value: 23.6, from: 'firmware' }, 'Skips the firmware and the boot loader: saves about 24 seconds, an estimate.'],
    [{ value: null, from: 'unknown' }, 'Skips the firmware and the boot loader.'],
    [{ value: -3, from: 'measured' }, 'Skips the firmware and the boot loader.'], // nothing to boast of
    [{ value: 0.4, from: 'measured' }, 'Skips the firmware and the boot loader.'],
  ];
  for (const [saved, sentence] of CASES) test(`${String(saved.value)} s, ${saved.from}`, () => assert.equal(savingSentence(saved, words), sentence));
});

describe('after a failure', () => {
  const failed = (kind: Failure['kind'], how: 'quick' | 'full', nothingLoaded = true) => ({ kind: 'failed', how, ordinaryOffered: true, nothingLoaded, failure: { kind, message: 'It did not work.', hint: '' } }) as const;

  test('it is said that nothing is loaded', () => assert.match(nothingLoadedSentence(failed('load-failed', 'quick'), words), /No kernel is loaded/));
  test('nothing is claimed where that is not known', () => assert.equal(nothingLoadedSentence(failed('load-failed', 'quick', false), words), ''));
  test('of an ordinary restart nothing is said about loading', () => assert.equal(nothingLoadedSentence(failed('restart-failed', 'full'), words), ''));
  test('a screen reader hears what happened', () => assert.equal(phaseAnnouncement(failed('load-failed', 'quick'), words), 'It did not work.'));
  test('the heading says which restart it was', () => {
    assert.equal(headingOf({ phase: failed('load-failed', 'quick'), action: 'quick', problem: null }, words), 'The Quick Restart Did Not Work');
    assert.equal(headingOf({ phase: failed('restart-failed', 'full'), action: 'quick', problem: null }, words), 'The Restart Did Not Work');
  });
});

test('a machine that should not be restarted says so in the heading', () => {
  assert.equal(headingOf({ phase: { kind: 'choosing' }, action: 'none', problem: null }, words), 'No Restart Now');
  assert.equal(headingOf({ phase: { kind: 'choosing' }, action: 'full', problem: null }, words), 'Restart');
});

describe('what an ordinary restart starts', () => {
  const CASES: readonly (readonly [chosen: boolean, ordinaryStartsOther: boolean, offered: 'quick' | 'full' | null, sentence: RegExp])[] = [
    [true, true, 'full', /not the entry you picked/],
    [false, true, 'full', /not the entry shown here/],
    [true, false, 'full', /^$/],
    [true, true, 'quick', /^$/],
    [false, true, null, /^$/],
  ];
  for (const [chosen, ordinaryStartsOther, offered, sentence] of CASES) {
    test(`picked ${chosen}, other ${ordinaryStartsOther}, ${String(offered)}`, () => assert.match(otherStartSentence({ chosen, ordinaryStartsOther }, offered, words), sentence));
  }
});

test('what a person must know of the window itself', () => {
  assert.match(noteSentence('changed', words), /not what was shown before/);
  assert.match(noteSentence('people', words), /logged in since/);
  assert.match(noteSentence('reopened', words), /opened anew/);
  assert.equal(noteSentence(null, words), '');
});

test('Cancel says that it cancels; unloading is said when it is done', () => {
  assert.equal(phaseAnnouncement({ kind: 'cancelling', how: 'quick' }, words), 'Stopping what has begun');
  assert.equal(headingOf({ phase: { kind: 'cancelling', how: 'quick' }, action: 'quick', problem: null }, words), 'Cancelling');
  assert.match(phaseAnnouncement({ kind: 'unloading', how: 'quick' }, words), /^Unloading/);
  assert.equal(headingOf({ phase: { kind: 'unloading', how: 'quick' }, action: 'quick', problem: null }, words), 'Restart', 'it is done to load anew, too');
});

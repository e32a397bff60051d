import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { choiceOf } from '../../../gnome-shell/src/logic/choice.ts';
import type { Mode, NextRestart, Said } from '../../../gnome-shell/src/logic/helper-answers.ts';
import { changeMode, modeOf, type KeptMode } from '../../../src/core/every-restart/mode.ts';

const REFUSAL: Said = { message: 'No.', sentence: null };
const SAID: Said = { message: 'Said.', sentence: null };
const nextOf = (mode: Mode, isQuick: boolean): NextRestart => ({ mode, isQuick, isPossible: true, said: SAID });
const QUICK = 'quick';
const ORDINARY = 'ordinary';

/** One line a case: the mode, what the next restart is, whether a key is held; what is offered, what the helper is asked for, and what takes that back. */
const CASES: readonly (readonly [mode: Mode, next: string, held: boolean, kind: string, ask: string | null, takeBack: Mode | null])[] = [
  ['off', ORDINARY, false, ORDINARY, null, null],
  ['off', ORDINARY, true, QUICK, 'once', 'off'],
  ['on', QUICK, false, QUICK, null, null],
  ['on', QUICK, true, ORDINARY, 'skip', 'on'],
  ['on', ORDINARY, false, ORDINARY, null, null],
  ['on', ORDINARY, true, QUICK, 'once', null], // prepared anew; on it stays
  ['once', QUICK, false, QUICK, 'once', null], // its quarter of an hour begins anew
  ['once', QUICK, true, ORDINARY, 'skip', 'once'],
  ['once', ORDINARY, false, ORDINARY, null, null],
  ['once', ORDINARY, true, QUICK, 'once', null],
  ['skip', ORDINARY, false, ORDINARY, null, null],
  ['skip', ORDINARY, true, QUICK, 'once', 'skip'],
];

describe('what the item of the power menu offers', () => {
  for (const [mode, next, held, kind, ask, takeBack] of CASES) {
    test(`${mode}, ${next} next, ${held ? 'a key held' : 'no key'}: ${kind}, asks for ${String(ask)}, takes back with ${String(takeBack)}`, () => {
      assert.deepEqual(choiceOf(nextOf(mode, next === QUICK), null, held), { kind, ask, takeBack, refusal: null });
    });
  }

  test('what takes it back leads to the mode that was before, by the helper’s own rules', () => {
    const kept: Readonly<Record<Mode, KeptMode>> = { off: { lasting: false, next: null }, on: { lasting: true, next: null }, once: { lasting: false, next: 'quick' }, skip: { lasting: true, next: 'ordinary' } };
    for (const [mode, next, held] of CASES) {
      const { ask, takeBack } = choiceOf(nextOf(mode, next === QUICK), null, held);
      if (ask === null) continue;
      const after = changeMode(kept[mode], ask);
      assert.equal(after.lasts, false);
      assert.equal(takeBack === null, modeOf(after.kept) === mode);
      if (takeBack === null) continue;
      const back = changeMode(after.kept, takeBack);
      assert.deepEqual([modeOf(back.kept), back.lasts], [mode, false]);
    }
  });

  test('a refusal stands against the other kind only: without a key a restart can always be chosen', () => {
    assert.equal(choiceOf(nextOf('off', false), REFUSAL, true).refusal, REFUSAL);
    for (const isQuick of [true, false]) assert.equal(choiceOf(nextOf('on', isQuick), REFUSAL, false).refusal, null);
    assert.equal(choiceOf(nextOf('on', true), REFUSAL, true).refusal, null);
  });
  test('where the machine restarts in somebody else’s way, the helper’s reason comes first', () => {
    const impossible = { ...nextOf('off', false), isPossible: false };
    assert.equal(choiceOf(impossible, REFUSAL, true).refusal, SAID);
    assert.equal(choiceOf(impossible, null, true).refusal, SAID);
    assert.equal(choiceOf(impossible, null, false).refusal, null);
  });
});

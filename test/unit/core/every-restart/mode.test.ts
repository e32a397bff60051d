import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { changeMode, EVERY_RESTART_MODES, modeOf, parseMode, type EveryRestart, type KeptMode } from '../../../../src/core/every-restart/mode.ts';

const KEPT: Readonly<Record<EveryRestart, KeptMode>> = {
  off: { lasting: false, next: null },
  on: { lasting: true, next: null },
  once: { lasting: false, next: 'quick' },
  skip: { lasting: true, next: 'ordinary' },
};

describe('every-restart mode', () => {
  // before, wanted, after, whether it lasts
  for (const [before, wanted, after, lasts] of [
    ['off', 'on', 'on', true], ['off', 'off', 'off', false], ['off', 'once', 'once', false], ['off', 'skip', 'off', false],
    ['on', 'on', 'on', false], ['on', 'off', 'off', true], ['on', 'once', 'on', false], ['on', 'skip', 'skip', false],
    ['once', 'on', 'on', true], ['once', 'off', 'off', false], ['once', 'once', 'once', false], ['once', 'skip', 'off', false],
    ['skip', 'on', 'on', false], ['skip', 'off', 'off', true], ['skip', 'once', 'on', false], ['skip', 'skip', 'skip', false],
  ] as const) {
    test(`${before}, and ${wanted} is asked for: ${after}${lasts ? ', which lasts' : ''}`, () => {
      const change = changeMode(KEPT[before], wanted);
      assert.deepEqual([modeOf(change.kept), change.lasts], [after, lasts]);
    });
  }

  test('what is kept says the mode, also where the two do not fit', () => {
    for (const mode of EVERY_RESTART_MODES) assert.equal(modeOf(KEPT[mode]), mode);
    assert.equal(modeOf({ lasting: true, next: 'quick' }), 'on');
    assert.equal(modeOf({ lasting: false, next: 'ordinary' }), 'off');
  });

  test('other words are none', () => assert.deepEqual(['on', 'On', '', 'status'].map(parseMode), ['on', null, null, null]));
});

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { RestartHow } from '../../../../src/contracts/app/preferences.ts';
import type { PlanAction } from '../../../../src/core/restart-plan/plan.ts';
import { offeredHow, otherHow, possibleNow } from '../../../../src/renderer/restart/offer.ts';

const FAILURE = { kind: 'helper-unavailable', message: 'The helper does not answer.', hint: '' } as const;

describe('which restarts are possible', () => {
  const CASES: readonly (readonly [action: PlanAction | null, hasProblem: boolean, possible: string])[] = [
    ['quick', false, 'both'],
    ['full', false, 'ordinary-only'],
    ['none', false, 'neither'],
    ['none', true, 'neither'], // this person may not restart at all
    [null, true, 'ordinary-only'], // no helper: an ordinary restart needs none
    [null, false, 'neither'], // still being read
  ];
  for (const [action, hasProblem, possible] of CASES) {
    test(`plan ${String(action)}${hasProblem ? ' with a problem' : ''}: ${possible}`, () => {
      assert.equal(possibleNow({ action, problem: hasProblem ? FAILURE : null }), possible);
    });
  }
});

describe('what the restart button does', () => {
  const CASES: readonly (readonly [chosen: RestartHow, held: boolean, turns: boolean, action: PlanAction, offered: RestartHow | null])[] = [
    ['full', false, true, 'quick', 'full'],
    ['full', true, true, 'quick', 'quick'],
    ['quick', false, true, 'quick', 'quick'],
    ['quick', true, true, 'quick', 'full'],
    ['full', true, false, 'quick', 'full'], // keys are switched off
    ['quick', true, false, 'quick', 'quick'],
    ['full', true, true, 'full', 'full'], // not possible, whatever is held
    ['quick', false, true, 'full', 'full'],
    ['quick', true, true, 'none', null],
    ['full', false, true, 'none', null],
  ];
  for (const [chosen, held, modifierTurns, action, offered] of CASES) {
    test(`${chosen}, ${held ? 'held' : 'nothing held'}, keys ${modifierTurns ? 'on' : 'off'}, plan ${action}: ${String(offered)}`, () => {
      assert.equal(offeredHow({ action, problem: null, modifierTurns }, { chosen, held }), offered);
    });
  }

  test('the other of each is the one', () => {
    assert.deepEqual([otherHow('quick'), otherHow('full')], ['full', 'quick']);
  });
});

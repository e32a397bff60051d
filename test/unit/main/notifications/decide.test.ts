import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { DEFAULT_PREFERENCES } from '../../../../src/contracts/app/preferences.ts';
import { forgotten, shouldTell, type Moment } from '../../../../src/main/notifications/decide.ts';
import { NOTHING_TOLD, type Memory } from '../../../../src/main/notifications/memory.ts';
import type { AppState } from '../../../../src/main/state/app-state.ts';
import { DUE, sampleState } from '../sample-state.ts';

const NOW: Moment = { nowMs: 1_000_000, bootId: 'this boot', liveSession: false };
const DUE_STATE = sampleState({ helper: DUE });
const TOLD: Memory = { ...NOTHING_TOLD, toldInBoot: 'this boot' };

/** Quiet hours from this minute on, for an hour. */
const quiet = (from: Date): AppState['preferences'] => {
  const time = (hours: number): string => [(from.getHours() + hours) % 24, from.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  return { ...DEFAULT_PREFERENCES, quietHours: { on: true, from: time(0), until: time(1) } };
};

const CASES: readonly (readonly [what: string, state: AppState, memory: Memory, moment: Partial<Moment>, tell: boolean])[] = [
  ['it has become due', DUE_STATE, NOTHING_TOLD, {}, true],
  ['it is not due', sampleState(), NOTHING_TOLD, {}, false],
  ['nothing is known', sampleState({ service: { kind: 'reading' } }), NOTHING_TOLD, {}, false],
  ['it was told in this boot', DUE_STATE, TOLD, {}, false],
  ['it was told in an earlier boot, and is still due', DUE_STATE, { ...TOLD, toldInBoot: 'another boot' }, {}, true],
  ['packages are being changed', sampleState({ helper: DUE, packagesChanging: true }), NOTHING_TOLD, {}, false],
  ['a live medium', DUE_STATE, NOTHING_TOLD, { liveSession: true }, false],
  ['not wanted', sampleState({ helper: DUE, preferences: { ...DEFAULT_PREFERENCES, notify: false } }), NOTHING_TOLD, {}, false],
  ['quiet hours', sampleState({ helper: DUE, preferences: quiet(new Date(NOW.nowMs)) }), NOTHING_TOLD, {}, false],
  ['quiet hours that are over', sampleState({ helper: DUE, preferences: quiet(new Date(NOW.nowMs - 7_200_000)) }), NOTHING_TOLD, {}, true],
  ['later has come in quiet hours', sampleState({ helper: DUE, preferences: quiet(new Date(NOW.nowMs)) }), { ...TOLD, laterUntilMs: 1 }, {}, false],
  ['later, and that has not come', DUE_STATE, { ...TOLD, laterUntilMs: 1_000_001 }, {}, false],
  ['later, and that has come', DUE_STATE, { ...TOLD, laterUntilMs: 1_000_000 }, {}, true],
  ['later, in the next boot', DUE_STATE, { ...TOLD, toldInBoot: 'another boot', laterUntilMs: 2_000_000 }, {}, false],
  ['later has come while packages are being changed', sampleState({ helper: DUE, packagesChanging: true }), { ...TOLD, laterUntilMs: 1 }, {}, false],
];

describe('whether to tell that a restart is due', () => {
  for (const [what, state, memory, moment, tell] of CASES) test(`${what}: ${tell ? 'yes' : 'no'}`, () => assert.equal(shouldTell(state, memory, { ...NOW, ...moment }), tell));

  test('no longer due: forgotten, so that it can become due anew', () => {
    assert.deepEqual(forgotten(sampleState(), { ...TOLD, laterUntilMs: 7, toldNoPanel: true }), { ...NOTHING_TOLD, toldNoPanel: true });
    assert.equal(forgotten(sampleState(), NOTHING_TOLD), null);
    assert.equal(forgotten(DUE_STATE, TOLD), null);
    assert.equal(forgotten(sampleState({ service: { kind: 'reading' } }), TOLD), null);
  });
});

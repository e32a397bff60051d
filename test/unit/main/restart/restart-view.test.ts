import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { PLAIN_APPEARANCE } from '../../../../src/adapters/dbus/desktop-appearance.ts';
import { DEFAULT_PREFERENCES } from '../../../../src/contracts/app/preferences.ts';
import type { RestartView } from '../../../../src/contracts/app/restart-window.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { restartView, type RestartFacts } from '../../../../src/main/restart/restart-view.ts';
import { NOTHING_IN_THE_WAY } from '../../../../src/main/restart/surroundings.ts';
import { SOURCE_CATALOGUE } from '../../../../src/words/index.ts';
import { sampleFailure } from '../../../fakes/computer.ts';
import { forbiddenPlan, refusedPlan, RUNNING_RELEASE, sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { ENGLISH } from '../sample-state.ts';

const FACTS: RestartFacts = {
  surroundings: { catalogue: SOURCE_CATALOGUE, appearance: PLAIN_APPEARANCE },
  phase: { kind: 'choosing' },
  planNumber: 1,
  goal: { kind: 'usual' },
  how: null,
  plan: ok(samplePlan()),
  inTheWay: NOTHING_IN_THE_WAY,
  note: null,
  waits: false,
  runningRelease: RUNNING_RELEASE,
  reasons: [],
  preferences: DEFAULT_PREFERENCES,
};
const NO_HELPER = sampleFailure('helper-unavailable');
const SETUP = { goal: { kind: 'place', place: 'firmware-setup' } } as const;

type Shown = Partial<Pick<RestartView, 'action' | 'countdownSeconds' | 'chosen' | 'defaultAction' | 'problem' | 'next' | 'ordinaryStartsOther'>>;

const CASES: readonly (readonly [what: string, facts: Partial<RestartFacts>, shown: Shown])[] = [
  ['a quick restart is possible', {}, { action: 'quick', countdownSeconds: 60, chosen: false, defaultAction: 'full', problem: null }],
  ['it was asked for', { how: 'quick' }, { defaultAction: 'quick', countdownSeconds: 60 }],
  ['quick is the preference', { preferences: { ...DEFAULT_PREFERENCES, defaultAction: 'quick' } }, { defaultAction: 'quick' }],
  ['the plan refuses a quick one', { plan: ok(refusedPlan()) }, { action: 'full', countdownSeconds: 60 }],
  ['the plan refuses any', { plan: ok(forbiddenPlan()) }, { action: 'none', countdownSeconds: null }],
  ['no plan', { plan: err(NO_HELPER) }, { action: null, countdownSeconds: null, problem: NO_HELPER, next: null }],
  ['still reading', { plan: null, phase: { kind: 'reading' } }, { action: null, countdownSeconds: null, problem: null }],
  ['a program blocks it', { inTheWay: { ...NOTHING_IN_THE_WAY, blockers: [{ who: 'apt', why: 'x' }] } }, { action: 'quick', countdownSeconds: null }],
  ['somebody else is logged in', { inTheWay: { ...NOTHING_IN_THE_WAY, otherPeople: ['bob'] } }, { countdownSeconds: null }],
  ['and is not minded', { inTheWay: { ...NOTHING_IN_THE_WAY, otherPeople: ['bob'] }, preferences: { ...DEFAULT_PREFERENCES, askOthers: false } }, { countdownSeconds: 60 }],
  ['no countdown is wanted', { preferences: { ...DEFAULT_PREFERENCES, countdown: false } }, { countdownSeconds: null }],
  ['not while something is under way', { phase: { kind: 'loading', how: 'quick' } }, { countdownSeconds: null }],
  ['one entry was chosen', { goal: { kind: 'entry', id: 'x' }, how: 'quick' }, { chosen: true, countdownSeconds: null, defaultAction: 'quick' }],
  ['the policy’s entry is not the boot loader’s default', { plan: ok(samplePlan({ entry: sampleEntry({ default: false }), policy: 'newest' })) }, { chosen: false, ordinaryStartsOther: true, countdownSeconds: 60 }],
  ['the entry that was chosen is the boot loader’s default', { goal: { kind: 'entry', id: 'x' } }, { chosen: true, ordinaryStartsOther: false }],
  ['what is shown is not what was shown first', { note: 'changed' }, { countdownSeconds: null }],
  ['it was opened for something that was not understood', { waits: true }, { countdownSeconds: null }],
  ['this account may not restart', { inTheWay: { ...NOTHING_IN_THE_WAY, problem: sampleFailure('not-authorised') } }, { action: 'none', countdownSeconds: null, problem: sampleFailure('not-authorised') }],
  ['the firmware setup', { ...SETUP, how: 'full' }, { action: 'full', next: { title: 'The firmware setup', release: null }, countdownSeconds: null, chosen: false, ordinaryStartsOther: false }],
  ['the firmware setup needs no helper', { ...SETUP, plan: err(NO_HELPER) }, { action: 'full', problem: null }],
  ['but not while packages are installed', { ...SETUP, plan: ok(forbiddenPlan()) }, { action: 'none' }],
];

describe('what the restart window shows', () => {
  for (const [what, facts, shown] of CASES) {
    test(what, () => {
      const view = restartView({ ...FACTS, ...facts }, ENGLISH);
      assert.deepEqual(Object.fromEntries(Object.keys(shown).map((key) => [key, view[key as keyof RestartView]])), shown);
    });
  }

  test('only checks that are not ok are remarks', () => {
    const view = restartView({ ...FACTS, plan: ok(refusedPlan()) }, ENGLISH);
    assert.deepEqual(view.remarks.map(({ result }) => result), ['refusal']);
  });
});

import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeBootEntries, decodeDiagnostics, decodeHistory, decodeLoadOutcome, decodeRestartPlan } from '../../../../src/adapters/dbus/contract-shapes.ts';
import { decodeServiceState } from '../../../../src/adapters/dbus/service-state.ts';
import { checkLines } from '../../../../src/cli/view/plan.ts';
import { render } from '../../../../src/cli/text/layout.ts';
import { groupChecks } from '../../../../src/core/restart-plan/check-groups.ts';
import { checkTitle } from '../../../../src/renderer/settings/check-titles.ts';
import { createTranslator, SOURCE_CATALOGUE } from '../../../../src/words/index.ts';
import { encodeDict, encodeDicts } from '../../../../src/adapters/dbus/variant-dict.ts';
import { sampleHistory, sampleRestart } from '../../../fakes/sample-history.ts';
import { sampleEntry, sampleMenu, samplePlan } from '../../../fakes/sample-plan.ts';

const STYLE = { colour: false, unicode: false, symbols: false, width: 80 };
const STATE = { Version: '1', RunningKernelRelease: '6', LoadedEntry: '', RestartRequired: false, RestartReasons: [], DefaultPolicy: 'newest' };

describe('answers of the helper', () => {
  test('whole ones are taken as they are', () => {
    assert.deepEqual(decodeBootEntries(encodeDicts(sampleMenu())), { ok: true, value: sampleMenu() });
    const full = samplePlan({ entry: null, kernel: null, savedSeconds: { value: 23.1, from: 'measured' } });
    assert.deepEqual(decodeRestartPlan(encodeDict(full)), { ok: true, value: full });
    assert.deepEqual(decodeHistory(encodeDicts(sampleHistory())), { ok: true, value: sampleHistory() });
    const outcome = { plan: samplePlan(), call: 'kexec_load', reason: 'x' };
    assert.deepEqual(decodeLoadOutcome(encodeDict(outcome)), { ok: true, value: outcome });
    const state = decodeServiceState(encodeDict(STATE));
    assert.deepEqual(state.ok && state.value.policy, { kind: 'newest' });
  });

  test('keys of a newer helper are left out', () => {
    assert.deepEqual(decodeBootEntries(encodeDicts([{ ...sampleEntry(), novelty: 'x' }])), { ok: true, value: [sampleEntry()] });
  });

  test('a check that only a newer helper knows counts, and is shown, like the others', () => {
    const newer = { id: 'moon-phase', result: 'refusal', message: 'The moon is full.', hint: 'Wait for a day.', against: 'quick' } as const;
    const decoded = decodeRestartPlan(encodeDict(samplePlan({ action: 'full', checks: [newer] })));
    assert.deepEqual(decoded.ok && decoded.value.checks, [newer]);
    assert.deepEqual(groupChecks([newer]), [{ group: 'machine', checks: [newer] }]);
    assert.match(render(checkLines([newer], STYLE), STYLE), /The moon is full\./);
    assert.match(render(checkLines([{ ...newer, result: 'ok', hint: '' }], STYLE), STYLE), /In order: moon phase/);
    assert.equal(checkTitle(newer.id, createTranslator(SOURCE_CATALOGUE)), 'moon phase');
  });

  for (const [what, decoded, why] of [
    ['an entry without id', decodeBootEntries(encodeDicts([{ ...sampleEntry(), id: null }])), /\[0\]\.id is no text/],
    ['an entry with a number for its title', decodeBootEntries(encodeDicts([{ ...sampleEntry(), title: 7 }])), /title is no text/],
    ['an entry of an unknown source', decodeBootEntries(encodeDicts([{ ...sampleEntry(), source: { kind: 'lilo', file: '', line: 0 } }])), /source\.kind is none of grub/],
    ['an entry with texts for its problems', decodeBootEntries(encodeDicts([{ ...sampleEntry(), problems: ['x'] }])), /problems\[0\] is no dictionary/],
    ['entries that are one dictionary', decodeBootEntries(encodeDict(sampleEntry())), /./],
    ['a plan without checks', decodeRestartPlan(encodeDict({ ...samplePlan(), checks: null })), /checks is no list/],
    ['a plan with an unknown action', decodeRestartPlan(encodeDict({ ...samplePlan(), action: 'sideways' })), /action is none of quick, full, none/],
    ['a diagnostic with a text for its line', decodeDiagnostics(encodeDicts([{ file: '', line: 'x', kind: 'syntax', message: '' }])), /line is no number/],
    ['a restart of an unknown kind', decodeHistory(encodeDicts([{ ...sampleRestart(), kind: 'sideways' }])), /kind is none of quick, ordinary/],
    ['a restart without an end', decodeHistory(encodeDicts([{ ...sampleRestart(), finishedAtMs: null }])), /finishedAtMs is no number/],
    ['a state without a policy', decodeServiceState(encodeDict({ ...STATE, DefaultPolicy: null })), /DefaultPolicy is no text/],
    ['a state with an unknown policy', decodeServiceState(encodeDict({ ...STATE, DefaultPolicy: 'oldest' })), /DefaultPolicy is “oldest”/],
    ['a state with a text for a truth value', decodeServiceState(encodeDict({ ...STATE, RestartRequired: 'no' })), /RestartRequired is neither true nor false/],
  ] as const) {
    test(`${what}: helper-incompatible`, () => {
      const failure = decoded.ok ? null : decoded.error;
      assert.equal(failure?.kind, 'helper-incompatible');
      assert.match(failure.message, why);
    });
  }

  test('anything at all: an answer or a failure, never an exception', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const decode of [decodeBootEntries, decodeRestartPlan, decodeLoadOutcome, decodeDiagnostics, decodeHistory, decodeServiceState]) decode(value);
      }),
    );
  });
});

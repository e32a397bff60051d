import assert from 'node:assert/strict';
import test from 'node:test';
import type { CheckOutcome, CheckResult } from '../../../../src/core/restart-plan/check.ts';
import { checksByGravity, foldedChecks, worstResult } from '../../../../src/renderer/common/checks.ts';

const check = (id: CheckOutcome['id'], result: CheckResult): CheckOutcome => ({ id, result, message: '', hint: '', against: 'quick' });
const CHECKS = [check('initrds', 'ok'), check('lockdown', 'unknown'), check('kexec-tool', 'refusal'), check('newest-differs', 'warning'), check('kernel-image', 'refusal')];

test('what stands in the way comes first, in its own order', () => {
  assert.deepEqual(
    checksByGravity(CHECKS).map(({ result, checks }) => `${result}: ${checks.map(({ id }) => id).join(' ')}`),
    ['refusal: kexec-tool kernel-image', 'warning: newest-differs', 'unknown: lockdown', 'ok: initrds'],
  );
});

test('results without a check make no group', () => assert.deepEqual(checksByGravity([check('initrds', 'ok')]).map(({ result }) => result), ['ok']));

test('what could not be found out spoils nothing by itself', () => {
  assert.equal(worstResult(CHECKS), 'refusal');
  assert.equal(worstResult([check('initrds', 'warning'), check('lockdown', 'unknown')]), 'warning');
  assert.equal(worstResult([check('lockdown', 'unknown')]), 'ok');
});

test('what could not be found out is folded away; the rest stands gravest first', () => {
  const { known, unknown } = foldedChecks(CHECKS);
  assert.deepEqual([known.map(({ id }) => id), unknown.map(({ id }) => id)], [['kexec-tool', 'kernel-image', 'newest-differs', 'initrds'], ['lockdown']]);
});

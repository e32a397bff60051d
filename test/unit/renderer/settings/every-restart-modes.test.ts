import assert from 'node:assert/strict';
import test from 'node:test';
import { EVERY_RESTART_MODES } from '../../../../src/core/every-restart/mode.ts';
import { modesToChoose } from '../../../../src/renderer/settings/every-restart-modes.ts';

test('what lasts, and one exception from it for the next restart; what is set is always among them', () => {
  assert.deepEqual(modesToChoose('off'), modesToChoose('once'));
  assert.deepEqual(modesToChoose('on'), modesToChoose('skip'));
  assert.deepEqual([modesToChoose('off'), modesToChoose('on')], [['off', 'once', 'on'], ['off', 'on', 'skip']]);
  for (const mode of EVERY_RESTART_MODES) assert.ok(modesToChoose(mode).includes(mode), mode);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { isHeldAfter } from '../../../../src/renderer/restart/modifiers.ts';

for (const [shiftKey, ctrlKey, held] of [
  [false, false, false],
  [true, false, true],
  [false, true, true],
  [true, true, true],
] as const) {
  test(`shift ${String(shiftKey)}, ctrl ${String(ctrlKey)}: ${held ? 'held' : 'not held'}`, () => assert.equal(isHeldAfter({ shiftKey, ctrlKey }), held));
}

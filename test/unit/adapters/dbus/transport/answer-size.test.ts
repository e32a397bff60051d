import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { Variant } from 'dbus-native';
import { isLargerThan } from '../../../../../src/adapters/dbus/transport/answer-size.ts';

describe('the size of an answer', () => {
  for (const [what, body, larger] of [
    ['nothing', [], false],
    ['a text within', ['x'.repeat(300)], false],
    ['a text beyond', ['x'.repeat(400)], true],
    ['a text in a variant in a dictionary in a list', [[[['key', new Variant('s', 'x'.repeat(400))]]]], true],
    ['many small values', [Array.from({ length: 200 }, () => 1n)], true],
    ['few small values', [true, 1, 2n, []], false],
  ] as const) {
    test(what, () => assert.equal(isLargerThan(body, 1000), larger));
  }
});

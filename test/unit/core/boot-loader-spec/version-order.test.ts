import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { compareVersions } from '../../../../src/core/boot-loader-spec/version-order.ts';

describe('versions, older first', () => {
  const chains: readonly (readonly string[])[] = [
    // The order in systemd's own description of the rule.
    ['122.1', '123~rc1-1', '123', '123-a', '123-a.1', '123-1', '123-1.1', '123^post1', '123.a-1', '123.1-1', '123a-1', '124-1'],
    ['~', '', 'a', '0'],
    ['6.10.0~rc3', '6.10.0', '6.10.0-1', '6.10.1'],
    ['5.14.0-427.el9', '5.14.0-427.13.1.el9'],
    ['A', 'a', 'aa', 'b', '1'],
    ['9', '10', '100'],
    ['1', '1.', '1.0', '1.1'],
    ['bar-123', 'foo-123'],
    ['1.3.3', '1_2_3'],
  ];
  for (const chain of chains) {
    test(chain.map((one) => one || "''").join(' < '), () => {
      for (const [index, one] of chain.entries()) {
        assert.equal(compareVersions(one, one), 0);
        for (const later of chain.slice(index + 1)) {
          assert.ok(compareVersions(one, later) < 0, `${one} < ${later}`);
          assert.ok(compareVersions(later, one) > 0, `${later} > ${one}`);
        }
      }
    });
  }
});

describe('versions that are the same', () => {
  const same: readonly (readonly [string | null, string | null])[] = [
    ['11', '11'], ['00123', '123'], ['1_', '1'], ['_1', '1'], ['+1', '1'], ['11α', '11β'], ['123_a', '123a'], [null, ''], [null, null],
  ];
  for (const [a, b] of same) test(`${a ?? 'null'} = ${b ?? 'null'}`, () => assert.equal(compareVersions(a, b), 0));
});

describe('where the specification’s text and systemd differ, systemd counts', () => {
  test('a tilde is older than the end', () => assert.ok(compareVersions('123~rc1', '123') < 0));
  test('a number is newer than a word', () => assert.ok(compareVersions('1.0', '1.a') > 0));
  test('a caret is older than what has none in its place', () => assert.ok(compareVersions('1^a', '1.1') < 0));
});

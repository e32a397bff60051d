import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { matchExpression } from '../../../../src/core/grub/regular-expression.ts';

describe('regular expressions', () => {
  const cases: readonly (readonly [string, string, readonly (string | null)[] | string])[] = [
    ['b+', 'abbc', ['bb']],
    ['^b', 'abc', 'no-match'],
    ['^(.*)-([0-9]+)$', 'a-b-12', ['a-b-12', 'a-b', '12']],
    ['(a)|(b)', 'b', ['b', null, 'b']],
    ['a|ab', 'ab', ['ab']],
    ['(a*)*', 'aa', ['aa', 'aa']],
    ['x{2,3}', 'xxxx', ['xxx']],
    ['x{2}', 'x', 'no-match'],
    ['x{2,}', 'xxxxx', ['xxxxx']],
    ['[a-c]+', 'xabcd', ['abc']],
    ['[^a-c]', 'abcd', ['d']],
    ['[]a]+', 'a]', ['a]']],
    ['[[:digit:].]+', 'v6.12', ['6.12']],
    ['a.c', 'a\nc', ['a\nc']],
    ['\\.', 'a.b', ['.']],
    ['', 'a', ['']],
    ['a?', '', ['']],
    ['\\w+', '-ab_1', ['ab_1']],
    ['(', 'a', 'invalid'],
    ['[a', 'a', 'invalid'],
    ['(a)\\1', 'aa', 'invalid'],
    ['*', 'a', 'invalid'],
    ['(x*)*y', 'x'.repeat(200), 'no-match'],
    ['(x*)*y', 'x'.repeat(20_000), 'too-costly'],
    ['((x{200}){200}){200}', 'x', 'invalid'],
  ];
  for (const [expression, text, expected] of cases) {
    test(`${expression} in ${text.slice(0, 20)}`, () => {
      const match = matchExpression(expression, text);
      assert.deepEqual(match.kind === 'match' ? match.groups : match.kind, expected);
    });
  }
});

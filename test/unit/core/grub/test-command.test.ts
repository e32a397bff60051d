import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { echoOf } from './fake-host.ts';

const MACHINE = { files: { '/f': 'text', '/empty': '' }, directories: ['/d'], times: { '/f': 100, '/empty': 150 } };

describe('test', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['a = a', true],
    ['a == b', false],
    ['a != b', true],
    ['a "<" b', true],
    ['b "<=" a', false],
    ['b ">" a', true],
    ['a ">=" a', true],
    ['ab "<" abc', true],
    ['10 -eq 0xa', true],
    ['010 -eq 8', true],
    ['-5 -lt 3', true],
    ['3 -gt 12', false],
    ['3 -le 3', true],
    ['4 -ge 5', false],
    ['1 -ne 1', false],
    ['x -eq 0', true],
    ['v-2 -plt v-11', true],
    ['v-2 -pgt v-11', false],
    ['6.9 -plt 6.10', true],
    ['-e /f', true],
    ['-e /nothing', false],
    ['-f /f', true],
    ['-f /d', false],
    ['-d /d/', true],
    ['-d /f', false],
    ['-s /f', true],
    ['-s /empty', false],
    ['-f (disk)/f', true],
    ['-f (other)/f', false],
    ['-f f', true],
    ['-d (disk)', true],
    ['/f -ot /empty', true],
    ['/f -nt /empty', false],
    ['/f -nt60 /empty', true],
    ['/f -nt /nothing', true],
    ['/nothing -ot /f', true],
    ['-z ""', true],
    ['-n ""', false],
    ['a', true],
    ['""', false],
    ['', true],
    ['! a', false],
    ['! ! a', true],
    ['a -a ""', false],
    ['a "" ', false],
    ['"" -o a', true],
    ['( "" -o a ) -a b', true],
    ['! ( a -a b )', false],
    ['a = a -a b = c -o d = d', true],
    ['a ) ""', true],
    ['( a', true],
    ['-f', true],
    ['-z', true],
    ['"$none" = ""', true],
    ['$none = ""', false],
  ];
  for (const [expression, expected] of cases) {
    test(`[ ${expression} ]`, () => assert.equal(echoOf(`if [ ${expression} ]; then echo -n true; else echo -n false; fi`, MACHINE), String(expected)));
  }
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { nearest } from '../../../src/cli/suggest.ts';

const WORDS = ['status', 'list', 'plan', 'load', 'unload', 'now', 'default'];

const CASES: readonly (readonly [string, string | null])[] = [
  ['stauts', 'status'], // swapped
  ['statsu', 'status'],
  ['plam', 'plan'], // changed
  ['lst', 'list'], // left out
  ['lload', 'load'], // added
  ['unlod', 'unload'],
  ['STATUS', 'status'],
  ['def', 'default'], // begun
  ['l', null],
  ['nwo', 'now'],
  ['nxy', null], // two of three letters are no slip
  ['frobnicate', null],
  ['', null],
  ['s'.repeat(100_000), null],
];

for (const [word, expected] of CASES) {
  test(`${word.slice(0, 12)} → ${expected ?? 'nothing'}`, () => assert.equal(nearest(word, WORDS), expected));
}

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { trialWords, withAddedWords } from '../../../../src/core/trial/trial-words.ts';

describe('what a trial adds to a command line', () => {
  for (const [line, loaded] of [
    ['root=/dev/vda1 ro quiet', 'root=/dev/vda1 ro quiet panic=30'],
    ['', 'panic=30'],
    ['root=/dev/vda1 panic=0 ro', 'root=/dev/vda1 panic=0 ro'],
    ['root=/dev/vda1 panic=5', 'root=/dev/vda1 panic=5'],
    ['root=/dev/vda1 "panic=5"', 'root=/dev/vda1 "panic=5"'],
    ['root=/dev/vda1 panic_on_warn=1', 'root=/dev/vda1 panic_on_warn=1 panic=30'],
    ['root=/dev/vda1 ro -- single', 'root=/dev/vda1 ro panic=30 -- single'],
    ['root=/dev/vda1 "a -- b" --', 'root=/dev/vda1 "a -- b" panic=30 --'],
    ['root=/dev/vda1 a--b', 'root=/dev/vda1 a--b panic=30'],
    [`root=${'x'.repeat(2033)}`, `root=${'x'.repeat(2033)} panic=30`],
    [`root=${'x'.repeat(2034)}`, `root=${'x'.repeat(2034)}`],
    [`root=${'ü'.repeat(600)}`, `root=${'ü'.repeat(600)}`],
  ] as const) {
    test(`${line.slice(0, 60)} → …${loaded.slice(-30)}`, () => assert.equal(withAddedWords(line, trialWords(line)), loaded));
  }
});

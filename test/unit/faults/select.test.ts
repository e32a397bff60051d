import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Fault } from '../../faults/fault.ts';
import { FAULTS } from '../../faults/faults.ts';
import { selectFaults } from '../../faults/select.ts';

const row = (id: string, chosen?: true): Fault => ({ id, fault: '', outcome: '', withinSeconds: 1, ...(chosen ? { chosen } : {}), play: () => Promise.resolve() });
const ROWS = [row('one'), row('two', true), row('three')];
const ids = (words: string): readonly string[] => selectFaults(ROWS, words).map((fault) => fault.id);

describe('choosing rows of the fault suite', () => {
  for (const [words, wanted] of [
    ['', ['one', 'two', 'three']],
    [' \n', ['one', 'two', 'three']],
    ['three one', ['one', 'three']],
    ['chosen', ['two']],
    ['chosen three', ['two', 'three']],
  ] as const) {
    test(`“${words.trim()}”: ${wanted.join(', ')}`, () => assert.deepEqual(ids(words), wanted));
  }

  test('a word that names no row is told, with the rows that there are', () => {
    assert.throws(() => ids('one tow'), /no such row: tow\. Rows: one two three/);
  });
});

describe('the table of faults', () => {
  test('has at least 40 rows, ten of them chosen, each with its own id', () => {
    assert.ok(FAULTS.length >= 40);
    assert.equal(selectFaults(FAULTS, 'chosen').length, 10);
    assert.equal(new Set(FAULTS.map((fault) => fault.id)).size, FAULTS.length);
    assert.deepEqual(FAULTS.map((fault) => fault.id).filter((id) => !/^[a-z0-9-]+$/.test(id) || id === 'chosen'), []);
  });

  test('breaks no line of a Markdown table', () => {
    assert.deepEqual(FAULTS.filter((fault) => /[|\n]/.test(fault.fault + fault.outcome)).map((fault) => fault.id), []);
  });
});

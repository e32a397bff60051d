import assert from 'node:assert/strict';
import test from 'node:test';
import { object, text } from '../../../src/contracts/shape.ts';
import { withWords } from '../../../src/contracts/sentence-shape.ts';
import { said, saidWithHint } from '../../../src/core/said.ts';
import { both, say, sayCount } from '../../../src/core/sentence.ts';

const shape = withWords(object({ message: text, hint: text }));
const MISSING = say('The initrd {path} is missing.', { path: '/i' });

test('the words of message and hint are taken over', () => {
  for (const hint of [null, MISSING, both(MISSING, MISSING), sayCount('{count} file', '{count} files', 3)]) {
    const sent = saidWithHint(MISSING, hint);
    assert.deepEqual(shape(JSON.parse(JSON.stringify(sent)), ''), { ok: true, value: sent });
  }
});

/** A sentence in itself, so many times. */
function nested(depth: number, template = 'x {a}'): unknown {
  return depth === 0 ? { text: 'end', values: {} } : { text: template, values: { a: nested(depth - 1, template) } };
}

/** One line a case: what stands in the place of the words, and the English text. */
const ABSENT: readonly (readonly [why: string, words: unknown, message: string])[] = [
  ['no words', undefined, 'Gone.'],
  ['no sentence', 'Gone.', 'Gone.'],
  ['no text', { values: {} }, 'Gone.'],
  ['a text of another type', { text: 3, values: {} }, 'Gone.'],
  ['an empty text', { text: '', values: {} }, ''],
  ['a plural of another type', { text: 'Gone.', plural: 3, values: {} }, 'Gone.'],
  ['values of another type', { text: 'Gone.', values: 'x' }, 'Gone.'],
  ['a value of another type', { text: 'Gone.', values: { a: true } }, 'Gone.'],
  ['a list as a value', { text: 'Gone.', values: { a: ['x'] } }, 'Gone.'],
  ['another text than the English one', { text: 'All is well.', values: {} }, 'Gone.'],
  ['a text that is too long', { text: 'x'.repeat(1001), values: {} }, 'x'.repeat(1001)],
  ['a value that is too long', { text: '{a}', values: { a: 'x'.repeat(8001) } }, 'x'.repeat(8001)],
  ['too many values', { text: 'x', values: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`v${at}`, 'x'])) }, 'x'],
  ['too many sentences in sentences', nested(7), `${'x '.repeat(7)}end`],
  ['sentences that would multiply', nested(2, '{a}{a}'), 'end'.repeat(4)],
];

for (const [why, messageWords, message] of ABSENT) {
  test(`${why}: the English text remains`, () => {
    assert.deepEqual(shape({ message, hint: '', messageWords }, ''), { ok: true, value: { message, hint: '' } });
  });
}

test('sentences in sentences up to the bound are taken over', () => {
  const read = shape({ message: 'x x end', hint: '', messageWords: nested(2) }, '');
  assert.deepEqual(read.ok && read.value.messageWords, nested(2));
});

test('what is no message stays an error', () => {
  assert.equal(shape({ hint: '', ...said(MISSING), message: 3 }, '').ok, false);
});

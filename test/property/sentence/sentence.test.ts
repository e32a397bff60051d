import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { object, text } from '../../../src/contracts/shape.ts';
import { withWords } from '../../../src/contracts/sentence-shape.ts';
import { said } from '../../../src/core/said.ts';
import { inEnglish, type Sentence, type SentenceValue } from '../../../src/core/sentence.ts';

const NAMES = ['a', 'path', 'Release2'] as const;
const word = fc.string({ unit: fc.constantFrom('x', ' ', '.', '“', 'ß', '你') });
const template = fc.array(fc.oneof(word, fc.constantFrom(...NAMES.map((name) => `{${name}}`)))).map((parts) => parts.join(''));

const { sentence } = fc.letrec<{ sentence: Sentence; value: SentenceValue }>((tie) => ({
  sentence: fc.record({ text: template, values: fc.record({ a: tie('value'), path: tie('value'), Release2: tie('value') }) }),
  value: fc.oneof({ maxDepth: 3 }, word, fc.nat(), tie('sentence')),
}));

test('a sentence that has all its values has no placeholder left in English', () => {
  fc.assert(fc.property(sentence, (one) => assert.doesNotMatch(inEnglish(one), /[{}]/)));
});

const shape = withWords(object({ message: text }));

test('whatever comes as words, the English text stays what it was, and words say the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ text: fc.anything(), plural: fc.anything(), values: fc.dictionary(fc.string(), fc.anything()) }), sentence), word, (words, message) => {
      const read = shape({ message, messageWords: words }, '');
      assert.ok(read.ok);
      assert.equal(read.value.message, message);
      if (read.value.messageWords !== undefined) assert.equal(inEnglish(read.value.messageWords).trim(), message.trim());
    }),
  );
});

test('the words of every sentence within the bounds arrive', () => {
  const texts = fc.constantFrom('x', '{a} x', 'y {path} {a}');
  const once = fc.record({ text: texts, values: fc.record({ a: fc.oneof(word, fc.nat()), path: word }, { noNullPrototype: true }) }, { noNullPrototype: true });
  fc.assert(
    fc.property(once, (one) => {
      const sent = said(one);
      const read = shape(sent, '');
      assert.ok(read.ok);
      assert.deepEqual(read.value.messageWords, one);
    }),
  );
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { readLanguages } from '../../scripts/words/po-files.ts';
import { catalogueOf } from '../../scripts/words/catalogues.ts';
import { readSourceCalls, SENTENCE_FUNCTIONS } from '../../scripts/words/extract/source-calls.ts';
import { readSources } from '../../scripts/words/read-sources.ts';
import { inEnglish, say, sayCount, type Sentence } from '../../src/core/sentence.ts';
import { createTranslator } from '../../src/words/index.ts';

const { messages, problems } = readSources();
const CATALOGUES = readLanguages().map(({ locale, file }) => catalogueOf(locale, file));

test('every sentence of core and of the helper is a literal that can be collected', () => {
  assert.deepEqual(problems, []);
  const computed = readSourceCalls('x.ts', 'say(`The initrd ${path} is missing.`); sayCount(one, "many", 2); say("The initrd {path} is missing.", { path });', SENTENCE_FUNCTIONS);
  assert.equal(computed.problems.length, 2);
  assert.deepEqual(computed.messages.map(({ text }) => text), ['The initrd {path} is missing.']);
});

/** A sentence of this template, each of its values marked. */
function filled(text: string, plural: string | null, count: number): Sentence {
  const names = [...`${text}${plural ?? ''}`.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)].map(([, name = '']) => name);
  return { text, ...(plural === null ? {} : { plural }), values: Object.fromEntries(names.map((name) => [name, name === 'count' ? count : `<${name}>`])) };
}

for (const catalogue of CATALOGUES) {
  test(`${catalogue.language}: every template is in the catalogue, and no placeholder is left in any plural form`, () => {
    const { message } = createTranslator(catalogue);
    for (const { context, text, plural } of messages) {
      if (context !== '') continue;
      assert.ok(Object.hasOwn(catalogue.texts, text), text);
      for (const count of plural === null ? [1] : [0, 1, 2, 3, 11, 100]) {
        const sentence = filled(text, plural, count);
        assert.doesNotMatch(inEnglish(sentence), /\{[A-Za-z]/);
        assert.doesNotMatch(message({ message: '', messageWords: sentence }), /\{[A-Za-z]/, text);
      }
    }
  });
}

test('the templates of checks, failures and reasons are among them', () => {
  const texts = new Set(messages.map(({ text }) => text));
  for (const { text } of [say('No kernel is loaded yet.'), say('The initrd {path} is missing.', { path: '' }), sayCount('{count} initrd is whole.', 'All {count} initrds are whole.', 2), say('No boot entry was found.')]) {
    assert.ok(texts.has(text), text);
  }
  assert.ok(readFileSync('po/quick-restart.pot', 'utf8').includes('msgid_plural "All {count} initrds are whole."'));
});

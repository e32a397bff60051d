import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import { checkWords } from '../../../../scripts/words/check.ts';
import type { Message } from '../../../../scripts/words/message.ts';
import { readLanguages, TEMPLATE, templateOf } from '../../../../scripts/words/po-files.ts';
import { readSources } from '../../../../scripts/words/read-sources.ts';
import { german, message } from './support.ts';

test('the app is wholly translated', () => {
  const languages = readLanguages();
  assert.deepEqual(languages.map(({ locale }) => locale), ['ar', 'de', 'es', 'fr', 'ja', 'pt_BR']);
  assert.deepEqual(checkWords(readSources(), readFileSync(TEMPLATE, 'utf8'), languages), []);
});

const SECONDS = message('{count} second', { plural: '{count} seconds' });
const ARABIC = 'nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;';

/** One line a case: the source's texts, the German file, and what is said of it. */
const CASES: readonly (readonly [messages: readonly Message[], entries: string, problem: RegExp | null, plurals?: string])[] = [
  [[message('Cancel')], 'msgid "Cancel"\nmsgstr "Abbrechen"', null],
  [[message('Cancel')], 'msgid "Cancel"\nmsgstr ""', /^po\/de\.po: "Cancel" is not translated$/],
  [[message('Cancel')], '', /"Cancel" is missing: run make words/],
  [[message('Cancel', { context: 'button' })], 'msgid "Cancel"\nmsgstr "Abbrechen"', /"Cancel" is no longer in the source/],
  [[message('Cancel')], '#, fuzzy\nmsgid "Cancel"\nmsgstr "Abbrechen"', /fuzzy/],
  [[], 'msgid "Cancel"\nmsgstr "Abbrechen"', /no longer in the source/],
  [[message('Kernel {release}')], 'msgid "Kernel {release}"\nmsgstr "Kernel {Release}"', /\{release\} is missing/],
  [[message('Kernel {release}')], 'msgid "Kernel {release}"\nmsgstr "Kernel"', /\{release\} is missing in "Kernel"/],
  [[message('Kernel')], 'msgid "Kernel"\nmsgstr "Kernel {release}"', /\{release\} is not in the English text/],
  [[message('Cancel')], 'msgid "Cancel"\nmsgstr "Abbrechen "', /space at an end/],
  [[message('Restart…')], 'msgid "Restart…"\nmsgstr "Neu starten"', /“…”/],
  [[SECONDS], 'msgid "{count} second"\nmsgid_plural "{count} seconds"\nmsgstr[0] "{count} Sekunde"\nmsgstr[1] "{count} Sekunden"', null],
  [[SECONDS], 'msgid "{count} second"\nmsgid_plural "{count} seconds"\nmsgstr[0] "eine Sekunde"\nmsgstr[1] "{count} Sekunden"', null],
  [[SECONDS], 'msgid "{count} second"\nmsgid_plural "{count} seconds"\nmsgstr[0] "eine Sekunde"\nmsgstr[1] "Sekunden"', /\{count\} is missing in "Sekunden"/],
  [[SECONDS], 'msgid "{count} second"\nmsgid_plural "{count} seconds"\nmsgstr[0] "{count} Sekunde"', /has 1 forms, and the language 2/],
  [[SECONDS], 'msgid "{count} second"\nmsgid_plural "{count} seconds"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "{count} c"', null, ARABIC],
];

test('a text that moved to another file needs nobody', () => {
  assert.deepEqual(checkWords({ messages: [message('Cancel', { files: ['src/main/y.ts'] })], problems: [] }, templateOf([message('Cancel')]), []), []);
});

describe('what is wrong with a translation is said', () => {
  for (const [messages, entries, problem, plurals] of CASES) {
    test(`${entries.replaceAll('\n', ' ')}: ${String(problem)}`, () => {
      const problems = checkWords({ messages, problems: [] }, templateOf(messages), [german(entries, plurals)]);
      if (problem === null) assert.deepEqual(problems, []);
      else assert.match(problems.join('\n'), problem);
    });
  }

  test('a template that is behind the source, and what the source does wrong', () => {
    const problems = checkWords({ messages: [message('Cancel')], problems: ['src/x.ts:1: wrong'] }, templateOf([]), []);
    assert.deepEqual(problems, ['src/x.ts:1: wrong', 'po/quick-restart.pot is not what the source says: run make words']);
  });
});

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { mo } from 'gettext-parser';
import { createTranslator } from '../../../../src/words/index.ts';
import { catalogueOf, gettextCatalogueOf, pseudoCatalogue } from '../../../../scripts/words/catalogues.ts';
import type { Message } from '../../../../scripts/words/message.ts';
import { readLanguages } from '../../../../scripts/words/po-files.ts';
import { readSources } from '../../../../scripts/words/read-sources.ts';
import { german, message } from './support.ts';

describe('a catalogue', () => {
  test('has what is translated; what is fuzzy or empty stays English', () => {
    const entries = 'msgid "a"\nmsgstr "A"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "B"\n\n#, fuzzy\nmsgid "b"\nmsgstr "C"\n\nmsgid "c"\nmsgstr ""\n\n#~ msgid "d"\n#~ msgstr "D"';
    const { texts, language, direction, pluralForms } = catalogueOf('de', german(entries).file);
    assert.deepEqual(texts, { 'a': ['A'], 'x\u0004a': ['B'] });
    assert.deepEqual([language, direction, pluralForms.length], ['de', 'ltr', 2000]);
  });

  test('is named as BCP 47 names languages, and knows which way they run', () => {
    assert.deepEqual(readLanguages().map(({ locale, file }) => catalogueOf(locale, file)).map(({ language, direction }) => `${language} ${direction}`), ['ar rtl', 'de ltr', 'es ltr', 'fr ltr', 'ja ltr', 'pt-BR ltr']);
  });
});

describe('every text of the app passes through the translator', () => {
  const { messages } = readSources();
  const all = [pseudoCatalogue(messages), ...readLanguages().map(({ locale, file }) => catalogueOf(locale, file))];

  for (const catalogue of all) {
    test(`${catalogue.language}: every text is found, and every placeholder filled, for numbers of every form`, () => {
      const { t, n, c } = createTranslator(catalogue);
      for (const one of messages) {
        const values = Object.fromEntries([...`${one.text}${one.plural ?? ''}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, `<${name}>`]));
        // Text and values are of type string here, so the types check nothing.
        const { text, plural, context }: Message = one;
        const results = plural !== null ? [0, 1, 2, 5, 11, 100, 1000].map((count) => n(text, plural, count, values)) : [context === '' ? t(text, values) : c(context, text, values)];
        for (const result of results) {
          assert.doesNotMatch(result, /\{\w+\}/, text);
          if (catalogue.language === 'en-XA') assert.match(result, /^\[.*\]$/s, text);
        }
      }
    });
  }

  test('pseudo texts keep their placeholders', () => {
    const { n, t } = createTranslator(pseudoCatalogue([message('{count} second', { plural: '{count} seconds' }), message('Kernel {release}')]));
    assert.equal(n('{count} second', '{count} seconds', 2), '[2 šéçöñđš·····]');
    assert.equal(t('Kernel {release}', { release: 'release' }), '[Ķéŕñéļ release······]');
  });
});

test('a catalogue for gettext has the messages that are asked for, with contexts and plurals, and what is not translated is left out', () => {
  const entries = [
    'msgctxt "menu"\nmsgid "Quick Restart…"\nmsgstr "Schnell neu starten …"',
    'msgid "{count} second"\nmsgid_plural "{count} seconds"\nmsgstr[0] "{count} Sekunde"\nmsgstr[1] "{count} Sekunden"',
    '#, fuzzy\nmsgid "Fuzzy"\nmsgstr "Unsicher"',
    'msgid "Empty"\nmsgstr ""',
    'msgid "Of the app"\nmsgstr "Der App"',
  ].join('\n\n');
  const wanted = [message('Quick Restart…', { context: 'menu' }), message('{count} second', { plural: '{count} seconds' }), message('Fuzzy'), message('Empty'), message('Nowhere')];
  const { headers, translations } = mo.parse(gettextCatalogueOf(german(entries).file, wanted));
  assert.equal(headers['Plural-Forms'], 'nplurals=2; plural=n != 1;');
  assert.deepEqual(Object.values(translations).flatMap((one) => Object.values(one)).map(({ msgctxt, msgid, msgstr }) => [msgctxt ?? '', msgid, ...msgstr]).filter(([, id]) => id !== ''), [
    ['', '{count} second', '{count} Sekunde', '{count} Sekunden'],
    ['menu', 'Quick Restart…', 'Schnell neu starten …'],
  ]);
});

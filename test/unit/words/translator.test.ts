import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Catalogue } from '../../../src/contracts/app/appearance.ts';
import { createTranslator, SOURCE_CATALOGUE } from '../../../src/words/index.ts';

const GERMAN: Catalogue = {
  ...SOURCE_CATALOGUE,
  language: 'de',
  texts: {
    Cancel: ['Abbrechen'],
    'button\u0004Restart': ['Neu starten'],
    'Kernel {release}': ['Kernel-Version {release}'],
    '{count} second': ['{count} Sekunde', '{count} Sekunden'],
  },
};
const ARABIC: Catalogue = {
  language: 'ar',
  direction: 'rtl',
  pluralForms: Array.from({ length: 2000 }, (_, n) => (n <= 2 ? n : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5)),
  texts: { '{count} entry': ['zero', 'one', 'two', 'few {count}', 'many {count}', 'other {count}'], 'Kernel {release}': ['النواة {release}'] },
};

describe('a translator', () => {
  const { t, n, c } = createTranslator(GERMAN);

  test('looks texts up, by context too', () => {
    assert.equal(t('Cancel'), 'Abbrechen');
    assert.equal(c('button', 'Restart'), 'Neu starten');
  });

  test('leaves English what the catalogue lacks, whatever it is called', () => {
    assert.equal(t('Restart'), 'Restart');
    assert.equal(c('menu', 'Restart'), 'Restart');
    assert.equal(t('constructor'), 'constructor');
    assert.equal(n('{count} minute', '{count} minutes', 2), '2 minutes');
    assert.equal(n('{count} minute', '{count} minutes', 1), '1 minute');
  });

  test('inserts values and writes numbers as the language does', () => {
    assert.equal(t('Kernel {release}', { release: '6.12.107' }), 'Kernel-Version 6.12.107');
    assert.equal(n('{count} second', '{count} seconds', 1), '1 Sekunde');
    assert.equal(n('{count} second', '{count} seconds', 12345), '12.345 Sekunden');
    assert.equal(t('{a} of {b}', { a: 1.5, b: 'x' }), '1,5 of x');
  });

  test('takes a placeholder inside a value as text', () => {
    assert.equal(t('Kernel {release}', { release: '{release} $& {toString}' }), 'Kernel-Version {release} $& {toString}');
  });

  test('a forgotten or mistyped value does not compile, and stays visible', () => {
    // @ts-expect-error: the value is missing
    assert.equal(t('Kernel {release}'), 'Kernel-Version {release}');
    // @ts-expect-error: the value has another name
    assert.equal(t('Kernel {release}', { version: '6.12' }), 'Kernel-Version {release}');
  });

  test('has all plural forms of the language, beyond a thousand too', () => {
    const arabic = createTranslator(ARABIC);
    const first = (count: number): string => arabic.n('{count} entry', '{count} entries', count).split(' ')[0] ?? '';
    assert.deepEqual([0, 1, 2, 3, 11, 99, 100, 103, 999, 1001, 1003, 1000000, 1000011].map(first), ['zero', 'one', 'two', 'few', 'many', 'many', 'other', 'few', 'many', 'other', 'few', 'other', 'many']);
  });
});

describe('values from outside do not turn a sentence around', () => {
  test('a value in a right-to-left sentence is isolated', () => {
    assert.equal(createTranslator(ARABIC).t('Kernel {release}', { release: '6.12-amd64' }), 'النواة \u20686.12-amd64\u2069');
  });

  test('a right-to-left value in a left-to-right sentence is isolated, any other left alone', () => {
    const { t } = createTranslator(SOURCE_CATALOGUE);
    assert.equal(t('Restart into {title}', { title: 'دبيان' }), 'Restart into \u2068دبيان\u2069');
    assert.equal(t('Restart into {title}', { title: 'Debian' }), 'Restart into Debian');
  });

  test('an override or an end of isolation inside a value goes no further than the value', () => {
    assert.equal(createTranslator(ARABIC).t('Kernel {release}', { release: 'a\u202eb\u2069c\u2067' }), 'النواة \u2068abc\u2069');
    assert.equal(createTranslator(SOURCE_CATALOGUE).t('Kernel {release}', { release: 'a\u202eb' }), 'Kernel ab');
  });
});

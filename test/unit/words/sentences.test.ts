import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Catalogue } from '../../../src/contracts/app/appearance.ts';
import { said, saidWithHint } from '../../../src/core/said.ts';
import { both, say, sayCount } from '../../../src/core/sentence.ts';
import { createTranslator, SOURCE_CATALOGUE } from '../../../src/words/index.ts';

const GERMAN: Catalogue = {
  ...SOURCE_CATALOGUE,
  language: 'de',
  texts: {
    'The initrd {path} is missing.': ['Die Initrd {path} fehlt.'],
    'Not known: {why}.': ['Nicht bekannt: {why}.'],
    '{name} cannot be read': ['{name} ist nicht lesbar'],
    '{count} initrd of {of} is whole.': ['{count} Initrd von {of} ist heil.', '{count} Initrds von {of} sind heil.'],
    '{first} {next}': ['{first} {next}'],
  },
};
const ARABIC: Catalogue = { ...SOURCE_CATALOGUE, language: 'ar', direction: 'rtl', texts: { 'The initrd {path} is missing.': ['الملف {path} مفقود.'], 'Not known: {why}.': ['غير معروف: {why}.'] } };

const MISSING = said(say('The initrd {path} is missing.', { path: '/boot/i' }));

describe('what a check says', () => {
  const { message, hint } = createTranslator(GERMAN);

  test('is in the person’s language, with what stands in it', () => {
    assert.equal(message(MISSING), 'Die Initrd /boot/i fehlt.');
    assert.equal(message(said(say('Not known: {why}.', { why: say('{name} cannot be read', { name: 'BootNext' }) }))), 'Nicht bekannt: BootNext ist nicht lesbar.');
    assert.equal(message(said(sayCount('{count} initrd of {of} is whole.', '{count} initrds of {of} are whole.', 1200, { of: 1300 }))), '1.200 Initrds von 1.300 sind heil.');
    assert.equal(message(said(sayCount('{count} initrd of {of} is whole.', '{count} initrds of {of} are whole.', 1, { of: 1 }))), '1 Initrd von 1 ist heil.');
  });

  test('of an older helper is translated where its text is one of ours, and English elsewhere', () => {
    assert.equal(message({ message: 'Gone.' }), 'Gone.');
    assert.equal(createTranslator({ ...GERMAN, texts: { 'Gone.': ['Weg.'] } }).message({ message: 'Gone.' }), 'Weg.');
  });

  test('that the catalogue lacks is in the helper’s English, alone or beside one that it has', () => {
    const unknown = say('The {what} is {path}.', { what: say('{name} cannot be read', { name: 'x' }), path: '/i' });
    assert.equal(message(said(unknown)), 'The x cannot be read is /i.');
    assert.equal(message(said(both(say('The initrd {path} is missing.', { path: '/i' }), unknown))), 'Die Initrd /i fehlt. The x cannot be read is /i.');
  });

  test('has a hint or none', () => {
    assert.equal(hint(saidWithHint(say('{name} cannot be read', { name: 'x' }), null)), '');
    assert.equal(hint(saidWithHint(say('x'), say('{name} cannot be read', { name: 'x' }))), 'x ist nicht lesbar');
  });

  test('keeps directions apart in a language from right to left', () => {
    const arabic = createTranslator(ARABIC);
    assert.equal(arabic.message(MISSING), 'الملف \u2068/boot/i\u2069 مفقود.');
    assert.equal(arabic.message(said(say('Not there: {path}.', { path: '/i' }))), '\u2066Not there: /i.\u2069');
    const inner = say('{name} cannot be read', { name: 'x' });
    assert.equal(arabic.message(said(say('Not known: {why}.', { why: inner }))), 'غير معروف: \u2066x cannot be read\u2069.');
  });
});

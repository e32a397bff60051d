import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { afterKey, afterPointer, heldAtStart, type HeldKeys } from '../../../gnome-shell/src/logic/held-keys.ts';
import type { NextRestart } from '../../../gnome-shell/src/logic/helper-answers.ts';
import { createWords, readSentence } from '../../../gnome-shell/src/logic/sentence.ts';
import { dialogText, itemTexts } from '../../../gnome-shell/src/logic/texts.ts';

const ENGLISH = createWords({ gettext: (text) => text, ngettext: (one, many, count) => (count === 1 ? one : many), pgettext: (_context, text) => text });
const GERMAN: Readonly<Record<string, string>> = { 'tray menu: Quick Restart…': 'Schnell neu starten …', 'The file {path} is gone.': 'Die Datei {path} fehlt.', 'No: {reason}': 'Nein: {reason}' };
const german = createWords({ gettext: (text) => GERMAN[text] ?? text, ngettext: (one, many, count) => (count === 1 ? `${one} (de)` : `${many} (de)`), pgettext: (context, text) => GERMAN[`${context}: ${text}`] ?? text });

describe('texts of the menu and the dialog', () => {
  test('the item reads what it does', () => {
    assert.deepEqual(itemTexts(german, 'Neu starten …', { kind: 'quick', refusal: null }), { label: 'Schnell neu starten …', reason: null });
    assert.deepEqual(itemTexts(german, 'Neu starten …', { kind: 'ordinary', refusal: null }), { label: 'Neu starten …', reason: null });
  });

  test('the reason is in the person’s language where the catalogue has it', () => {
    const refusal = { message: 'The file /boot/x is gone.', sentence: readSentence({ text: 'The file {path} is gone.', values: { path: '/boot/x' } }) };
    assert.deepEqual(itemTexts(german, 'Neu starten …', { kind: 'quick', refusal }), { label: 'Schnell neu starten …', reason: 'Die Datei /boot/x fehlt.' });
    assert.equal(itemTexts(german, 'Neu starten …', { kind: 'quick', refusal: { message: 'Only in English.', sentence: null } }).reason, 'Only in English.');
  });

  const said = { message: 'Quick, into 6.12.', sentence: null };
  for (const [what, next, seconds, wanted] of [
    ['with the seconds that it takes', { mode: 'once', isQuick: true, isPossible: true, said }, 22, 'Quick, into 6.12. It should take about 22 seconds.'],
    ['with one second', { mode: 'on', isQuick: true, isPossible: true, said }, 1, 'Quick, into 6.12. It should take about 1 second.'],
    ['without seconds where nobody knows them', { mode: 'on', isQuick: true, isPossible: true, said }, null, 'Quick, into 6.12.'],
    ['why it is ordinary, where quick ones are usual', { mode: 'on', isQuick: false, isPossible: true, said: { message: 'Ordinary: the kernel has gone.', sentence: null } }, 22, 'Ordinary: the kernel has gone.'],
    ['nothing where restarts are as they always were', { mode: 'off', isQuick: false, isPossible: true, said }, 22, null],
  ] as const satisfies readonly (readonly [string, NextRestart, number | null, string | null])[]) {
    test(`the dialog says ${what}`, () => assert.equal(dialogText(ENGLISH, next, seconds), wanted));
  }
});

describe('sentences of the helper', () => {
  test('one stands in another, and each is translated', () => {
    const sentence = readSentence({ text: 'No: {reason}', values: { reason: { text: 'The file {path} is gone.', values: { path: '/x' } } } });
    assert.equal(german.sentence(sentence, ''), 'Nein: Die Datei /x fehlt.');
  });

  test('a count takes its plural', () => {
    const sentence = readSentence({ text: '{count} file', plural: '{count} files', values: { count: 2 } });
    assert.equal(german.sentence(sentence, ''), '2 files (de)');
  });

  test('a value cannot turn the sentence around', () => {
    assert.equal(german.sentence(readSentence({ text: 'The file {path} is gone.', values: { path: '\u202e/x' } }), ''), 'Die Datei /x fehlt.');
    const arabic = createWords({ gettext: () => 'الملف {path} مفقود', ngettext: (one) => one, pgettext: (_context, text) => text });
    assert.equal(arabic.sentence(readSentence({ text: 'The file {path} is gone.', values: { path: '/x' } }), ''), 'الملف \u2068/x\u2069 مفقود');
  });

  for (const [what, from] of [
    ['no text', { values: {} }],
    ['no values', { text: 'a' }],
    ['a value of another kind', { text: 'a', values: { a: true } }],
    ['deeper than anybody writes', Array.from({ length: 12 }).reduce<unknown>((inner) => ({ text: '{a}', values: { a: inner } }), { text: 'a', values: {} })],
  ] as const) {
    test(`${what}: none`, () => assert.equal(readSentence(from), null));
  }
});

describe('Shift and Ctrl', () => {
  const [LEFT, RIGHT] = [0xffe1, 0xffe2];
  const after = (start: boolean, ...steps: readonly ((held: HeldKeys) => HeldKeys)[]): boolean => steps.reduce((held, step) => step(held), heldAtStart(start)).size > 0;
  const down = (key: number) => (held: HeldKeys) => afterKey(held, key, true);
  const up = (key: number) => (held: HeldKeys) => afterKey(held, key, false);

  for (const [what, isHeld, wanted] of [
    ['held before the menu opened', after(true), true],
    ['held before, then released', after(true, up(LEFT)), false],
    ['pressed', after(false, down(LEFT)), true],
    ['repeated and released', after(false, down(LEFT), down(LEFT), up(LEFT)), false],
    ['two pressed, one released', after(false, down(LEFT), down(RIGHT), up(LEFT)), true],
    ['released elsewhere, then the pointer moves', after(true, (held) => afterPointer(held, false)), false],
    ['sticky: the pointer knows of it', after(false, (held) => afterPointer(held, true)), true],
    ['pressed, and the pointer moves', after(false, down(LEFT), (held) => afterPointer(held, true), up(LEFT)), false],
  ] as const) {
    test(`${what}: ${wanted ? 'held' : 'not held'}`, () => assert.equal(isHeld, wanted));
  }
});

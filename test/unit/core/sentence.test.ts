import assert from 'node:assert/strict';
import test from 'node:test';
import { said, saidWithHint } from '../../../src/core/said.ts';
import { asItIs, both, inEnglish, say, sayCount } from '../../../src/core/sentence.ts';

test('a sentence in English has its values in their places', () => {
  assert.equal(inEnglish(say('No kernel is loaded.')), 'No kernel is loaded.');
  assert.equal(inEnglish(say('The initrd {path} is missing.', { path: '/boot/initrd.img' })), 'The initrd /boot/initrd.img is missing.');
  assert.equal(inEnglish(say('Line {line} of {file}, line {line}.', { line: 1200, file: 'x' })), 'Line 1200 of x, line 1200.');
});

test('a sentence can stand in another one, and two one after the other', () => {
  const why = say('{name} cannot be read', { name: 'BootNext' });
  assert.equal(inEnglish(say('Not known: {why}.', { why })), 'Not known: BootNext cannot be read.');
  assert.equal(inEnglish(both(say('One.'), say('Two.'))), 'One. Two.');
});

test('a count takes the text for one or for several', () => {
  const whole = (count: number): string => inEnglish(sayCount('{count} initrd of {of} is whole.', '{count} initrds of {of} are whole.', count, { of: 3 }));
  assert.deepEqual([0, 1, 2].map(whole), ['0 initrds of 3 are whole.', '1 initrd of 3 is whole.', '2 initrds of 3 are whole.']);
});

test('a placeholder inside a value is text', () => {
  assert.equal(inEnglish(say('“{title}” starts {what}.', { title: '{what} $& {toString}', what: 'it' })), '“{what} $& {toString}” starts it.');
  assert.equal(inEnglish(asItIs('{constructor} and {x}')), '{constructor} and {x}');
});

test('what is forgotten, mistyped or put together does not compile', () => {
  // @ts-expect-error: the value is missing
  assert.equal(inEnglish(say('Kernel {release}')), 'Kernel {release}');
  // @ts-expect-error: the value has another name
  assert.equal(inEnglish(say('Kernel {release}', { version: '6.12' })), 'Kernel {release}');
  const variable = ['Kernel', 'Initrd'].join(' ');
  // @ts-expect-error: no literal
  say(variable);
});

test('contracts carry the English text and the words', () => {
  const message = say('The initrd {path} is missing.', { path: '/i' });
  assert.deepEqual(said(message), { message: 'The initrd /i is missing.', messageWords: message });
  assert.deepEqual(saidWithHint(message, null), { message: 'The initrd /i is missing.', messageWords: message, hint: '' });
  const hint = say('Make it anew.');
  assert.deepEqual(saidWithHint(message, hint), { message: 'The initrd /i is missing.', messageWords: message, hint: 'Make it anew.', hintWords: hint });
});

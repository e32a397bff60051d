import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { escapeText } from '../../../../src/cli/text/escape.ts';
import { jsonText } from '../../../../src/cli/text/json-text.ts';

const HOSTILE: readonly (readonly [string, string, string])[] = [
  ['clear screen', '\u001b[2Jx', '\\x1b[2Jx'],
  ['line end and carriage return', 'a\r\nb', 'a\\x0d\\x0ab'],
  ['tab', 'a\tb', 'a\\x09b'],
  ['NUL and DEL', '\0\u007f', '\\x00\\x7f'],
  ['C1 control sequence introducer', '\u009b31m', '\\x9b31m'],
  ['right-to-left override', '\u202egnp.exe', '\\u202egnp.exe'],
  ['isolates and marks', '\u2066\u2069\u200e\u200f\u061c', '\\u2066\\u2069\\u200e\\u200f\\u061c'],
  ['zero width space and joiner', 'a\u200bb\u200dc', 'a\\u200bb\\u200dc'],
  ['line and paragraph separator', '\u2028\u2029', '\\u2028\\u2029'],
  ['tag characters', '\u{e0041}', '\\u{e0041}'],
  ['unpaired surrogate', 'a\ud800b', 'a\\ud800b'],
];

describe('what could deceive is shown as an escape', () => {
  for (const [name, text, expected] of HOSTILE) test(name, () => assert.equal(escapeText(text, true), expected));
});

test('letters of every script stay where the terminal has them', () => {
  assert.equal(escapeText('Größe 日本語 ✓ é', true), 'Größe 日本語 ✓ é');
});

test('ASCII only: lookalikes for our own signs, escapes for letters', () => {
  assert.equal(escapeText('“a” → b… ü 😀', false), '"a" -> b... \\xfc \\u{1f600}');
});

describe('JSON', () => {
  for (const [name, text] of HOSTILE) {
    test(`${name}: nothing raw, nothing lost`, () => {
      const json = jsonText({ text });
      assert.doesNotMatch(json.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.deepEqual(JSON.parse(json), { text });
    });
  }
});

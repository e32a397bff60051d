import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { usableColour, usableScale } from '../../../../src/renderer/common/usable-appearance.ts';
import { formatDay, formatMoment, formatSeconds, formatTimeOfDay } from '../../../../src/renderer/common/format.ts';
import { createTranslator, SOURCE_CATALOGUE } from '../../../../src/words/index.ts';

const english = createTranslator(SOURCE_CATALOGUE);
const german = createTranslator({ ...SOURCE_CATALOGUE, language: 'de' });

describe('lengths of time', () => {
  const CASES: readonly (readonly [seconds: number, english: string, german: string])[] = [
    [0, '0 sec', '0 Sek.'],
    [23.6, '24 sec', '24 Sek.'],
    [59.6, '1 min', '1 Min.'],
    [75, '1 min 15 sec', '1 Min., 15 Sek.'],
    [3600, '1 hr', '1 Std.'],
    [5430, '1 hr 31 min', '1 Std., 31 Min.'],
    [-5, '0 sec', '0 Sek.'],
  ];
  for (const [seconds, inEnglish, inGerman] of CASES) {
    test(`${seconds} s`, () => assert.deepEqual([formatSeconds(seconds, english), formatSeconds(seconds, german)].map(plain), [inEnglish, inGerman]));
  }
});

test('days and times of day are the language’s own', () => {
  const at = Date.UTC(2026, 10, 12, 14, 3);
  assert.equal(plain(formatDay(at, english, 'UTC')), 'Nov 12, 2026');
  assert.equal(plain(formatDay(at, german, 'UTC')), '12.11.2026');
  assert.equal(plain(formatMoment(at, german, 'UTC')), '12.11.2026, 14:03');
});

test('a time of day is written as the language writes it', () => {
  assert.deepEqual(['00:00', '08:30', '22:00'].map((time) => plain(formatTimeOfDay(time, english))), ['12:00 AM', '8:30 AM', '10:00 PM']);
  assert.deepEqual(['00:00', '08:30', '22:00'].map((time) => formatTimeOfDay(time, german)), ['00:00', '08:30', '22:00']);
});

describe('what the desktop says is taken only as far as it can be used', () => {
  for (const [given, used] of [[1, 1], [1.25, 1.25], [0, 0.5], [99, 3], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 1]] as const) {
    test(`text scale ${given}`, () => assert.equal(usableScale(given), used));
  }
  for (const [given, used] of [['#3584e4', '#3584e4'], ['#ABCDEF', '#ABCDEF'], ['red; background: url(x)', null], ['#fff', null], [null, null]] as const) {
    test(`accent ${String(given)}`, () => assert.equal(usableColour(given), used));
  }
});

/** Intl separates with spaces of several kinds. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

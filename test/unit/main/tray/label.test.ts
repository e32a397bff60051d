import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { menuLabel } from '../../../../src/main/tray/label.ts';

/** One line a case: a title of a boot configuration, and how a menu shows it. */
const CASES: readonly (readonly [title: string, label: string])[] = [
  ['Debian GNU/Linux', 'Debian GNU/Linux'],
  ['A & B', 'A && B'],
  ['under_score', 'under_score'], // Electron escapes these itself
  ['<b>bold</b> &amp;', '<b>bold</b> &&amp;'],
  ['two\nlines\tand a \u0000', 'two lines and a'],
  ['evil \u202etxet\u2069 end', 'evil txet end'],
  ['שלום', '\u2068שלום\u2069'],
  ['', ''],
  ['  ', ''],
];

describe('labels of the tray menu', () => {
  for (const [title, label] of CASES) {
    test(JSON.stringify(title), () => assert.equal(menuLabel(title), label));
  }

  test('a long title keeps its start and its end, and is never cut within a letter', () => {
    const label = menuLabel(`${'😀'.repeat(300)} with Linux 6.12.107 (recovery mode)`);
    assert.equal(Array.from(label).length, 72);
    assert.match(label, /^😀+….*\(recovery mode\)$/u);
  });

  test('a title of a megabyte takes no time', () => {
    const start = performance.now();
    assert.ok(menuLabel('&'.repeat(1_000_000)).length < 200);
    assert.ok(performance.now() - start < 500);
  });
});

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { parsePluralRule, pluralFormsOf } from '../../../../scripts/words/plural-rule.ts';

/** One line a rule: numbers and the forms that they take; the rules as GNU gettext's manual and GNOME's translations have them. */
const RULES: readonly (readonly [header: string, forms: Readonly<Record<number, number>>])[] = [
  ['nplurals=1; plural=0;', { 0: 0, 1: 0, 7: 0 }],
  ['nplurals=2; plural=n != 1;', { 0: 1, 1: 0, 2: 1, 1001: 1 }],
  ['nplurals=2; plural=(n > 1)', { 0: 0, 1: 0, 2: 1 }],
  ['nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;', { 1: 0, 2: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 111: 2, 1021: 0 }],
  ['nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;', { 0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 1000: 5 }],
  ['nplurals=2; plural=!(n == 1) && 7 - 2 * 3 == 1;', { 1: 0, 2: 1 }],
  ['nplurals=4; plural=n / 600;', { 599: 0, 600: 1, 1799: 2, 1999: 3 }],
];

const WRONG = ['', 'nplurals=2', 'nplurals=2; plural=', 'nplurals=2; plural=n n;', 'nplurals=2; plural=(n;', 'nplurals=2; plural=n ? 1;', 'nplurals=2; plural=process.exit()', 'nplurals=2; plural=n != ;'];

describe('plural rules', () => {
  for (const [header, forms] of RULES) {
    test(header, () => {
      const rule = parsePluralRule(header);
      assert.deepEqual(Object.fromEntries(Object.keys(forms).map((number) => [number, rule.formOf(Number(number))])), forms);
    });
  }
  for (const header of WRONG) test(`refused: ${header}`, () => assert.throws(() => parsePluralRule(header)));

  test('a rule that gives more forms than it names, or that needs more than a table of three digits, is refused', () => {
    assert.throws(() => pluralFormsOf(parsePluralRule('nplurals=2; plural=n;')), /plural form of 2 is 2, and there are 2/);
    assert.throws(() => pluralFormsOf(parsePluralRule('nplurals=2; plural=n==1000000;')), /depends on more than its last three digits/);
    assert.equal(pluralFormsOf(parsePluralRule('nplurals=2; plural=n != 1;')).length, 2000);
  });
});

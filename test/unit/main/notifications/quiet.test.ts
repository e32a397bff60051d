import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { quietUntilMs } from '../../../../src/main/notifications/quiet.ts';

/** One line a case: from, until, the clock on the wall, and the clock at the end of the quiet hours. */
const CASES: readonly (readonly [from: string, until: string, now: string, end: string | null])[] = [
  ['22:00', '08:00', '2026-03-10T21:59:59', null],
  ['22:00', '08:00', '2026-03-10T22:00:00', '2026-03-11T08:00:00'],
  ['22:00', '08:00', '2026-03-10T23:59:59', '2026-03-11T08:00:00'],
  ['22:00', '08:00', '2026-03-11T00:00:00', '2026-03-11T08:00:00'],
  ['22:00', '08:00', '2026-03-11T07:59:59', '2026-03-11T08:00:00'],
  ['22:00', '08:00', '2026-03-11T08:00:00', null],
  ['09:30', '17:15', '2026-03-10T09:29:59', null],
  ['09:30', '17:15', '2026-03-10T12:00:00', '2026-03-10T17:15:00'],
  ['09:30', '17:15', '2026-03-10T17:15:00', null],
  ['00:00', '23:59', '2026-03-10T00:00:00', '2026-03-10T23:59:00'],
  ['12:00', '11:59', '2026-03-10T11:59:30', null],
  ['12:00', '11:59', '2026-03-10T12:00:00', '2026-03-11T11:59:00'],
  ['22:00', '22:00', '2026-03-10T22:00:00', null], // nobody means for ever
  ['22:00', '08:00', '2026-12-31T23:00:00', '2027-01-01T08:00:00'],
  ['22:00', '08:00', '2026-03-28T23:00:00', '2026-03-29T08:00:00'], // the clocks go forward in Europe
  ['22:00', '08:00', '2026-10-24T23:00:00', '2026-10-25T08:00:00'], // and back
];

const at = (text: string): number => new Date(text).getTime();

describe('quiet hours', () => {
  for (const [from, until, now, end] of CASES) {
    test(`${from} to ${until}, at ${now}: ${end ?? 'not quiet'}`, () => assert.equal(quietUntilMs({ on: true, from, until }, at(now)), end === null ? null : at(end)));
  }

  test('switched off: never', () => assert.equal(quietUntilMs({ on: false, from: '22:00', until: '08:00' }, at('2026-03-10T23:00:00')), null));
});

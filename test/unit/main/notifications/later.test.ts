import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { laterMs, type Later } from '../../../../src/main/notifications/later.ts';

/** One line a case: the clock on the wall, what was chosen, and the clock then. */
const CASES: readonly (readonly [now: string, later: Later, then: string])[] = [
  ['2026-03-10T14:30:00', 'hour', '2026-03-10T15:30:00'],
  ['2026-03-10T14:30:00', 'tonight', '2026-03-10T20:00:00'],
  ['2026-03-10T19:30:00', 'tonight', '2026-03-10T20:30:00'],
  ['2026-03-10T23:30:00', 'tonight', '2026-03-11T00:30:00'],
  ['2026-03-10T14:30:00', 'tomorrow', '2026-03-11T09:00:00'],
  ['2026-12-31T23:59:00', 'tomorrow', '2027-01-01T09:00:00'],
  ['2026-03-28T14:30:00', 'tomorrow', '2026-03-29T09:00:00'], // the clocks go forward in Europe
];

describe('reminders', () => {
  for (const [now, later, then] of CASES) test(`${now}, ${later}: ${then}`, () => assert.equal(laterMs(later, new Date(now).getTime()), new Date(then).getTime()));
});

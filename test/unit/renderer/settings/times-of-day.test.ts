import assert from 'node:assert/strict';
import test from 'node:test';
import { isTimeOfDay } from '../../../../src/contracts/app/quiet-hours.ts';
import { timesOfDay } from '../../../../src/renderer/settings/times-of-day.ts';

test('every half hour of a day, in its order, and what somebody wrote into the file', () => {
  const times = timesOfDay('22:00');
  assert.deepEqual([times.length, times[0], times[1], times.at(-1)], [48, '00:00', '00:30', '23:30']);
  assert.ok(times.every(isTimeOfDay));
  const own = timesOfDay('06:45');
  assert.deepEqual([own.length, own[own.indexOf('06:45') - 1], own[own.indexOf('06:45') + 1]], [49, '06:30', '07:00']);
});

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { medianOf } from '../../../../src/core/history/median.ts';
import { savedBy, savedSeconds, totalSavedSeconds } from '../../../../src/core/history/saved-seconds.ts';
import type { RestartRecord } from '../../../../src/core/history/restart-record.ts';
import { ordinaryRestart, sampleRestart } from '../../../fakes/sample-history.ts';

const quick = (totalSeconds: number | null, changes: Partial<RestartRecord> = {}): RestartRecord => sampleRestart({ totalSeconds, ...changes });
const ordinary = (totalSeconds: number | null, changes: Partial<RestartRecord> = {}): RestartRecord => ordinaryRestart({ totalSeconds, firmwareSeconds: null, loaderSeconds: null, ...changes });
const other = (kind: RestartRecord['kind']): RestartRecord => sampleRestart({ kind, totalSeconds: 500 });
const times = (count: number, record: RestartRecord): readonly RestartRecord[] => Array.from({ length: count }, () => record);

describe('what a quick restart saves', () => {
  for (const [what, records, firmware, saved] of [
    ['nothing is known', [], null, { value: null, from: 'unknown' }],
    ['only what firmware and boot loader took', [], 33.5, { value: 33.5, from: 'firmware' }],
    ['ordinary ones only', [ordinary(60)], 33.5, { value: 33.5, from: 'firmware' }],
    ['ordinary ones only, told by their own record', [ordinary(60, { firmwareSeconds: 20, loaderSeconds: 4.5 })], null, { value: 24.5, from: 'firmware' }],
    ['quick ones only', [quick(20)], 33.5, { value: 33.5, from: 'firmware' }],
    ['quick ones only, told by what they skipped', [quick(20, { skippedSeconds: 30 })], null, { value: 30, from: 'firmware' }],
    ['the latest word counts', [ordinary(60, { firmwareSeconds: 20 }), ordinary(null, { firmwareSeconds: 25 })], null, { value: 25, from: 'firmware' }],
    ['quick ones only, nothing told', [quick(20)], null, { value: null, from: 'unknown' }],
    ['one of each', [ordinary(60), quick(20)], 33.5, { value: 40, from: 'measured' }],
    ['medians, not means', [ordinary(60), ordinary(62), ordinary(600), quick(20), quick(21), quick(22), quick(300)], null, { value: 40.5, from: 'measured' }],
    ['a quick one that takes longer is told as it is', [ordinary(30), quick(34.25)], 33.5, { value: -4.2, from: 'measured' }],
    ['other kinds do not count', [other('power-cycle'), other('soft-reboot'), other('unknown'), quick(20)], null, { value: null, from: 'unknown' }],
    ['unknown lengths do not count', [ordinary(null), quick(20)], null, { value: null, from: 'unknown' }],
    ['what did not come up does not count', [ordinary(60), quick(200, { cameUp: false })], null, { value: null, from: 'unknown' }],
    ['the latest twenty of each count', [...times(30, ordinary(600)), ...times(20, ordinary(60)), ...times(30, quick(500)), ...times(20, quick(20))], null, { value: 40, from: 'measured' }],
  ] as const) {
    test(what, () => assert.deepEqual(savedSeconds(records, firmware), saved));
  }

  test('one restart and all of them: measured against the usual, else what was skipped', () => {
    const records = [ordinary(60), quick(20), quick(25), quick(null, { skippedSeconds: 30 }), quick(90, { cameUp: false, skippedSeconds: 30 }), other('soft-reboot')];
    assert.deepEqual(records.map((one) => savedBy(one, records)), [null, 40, 35, 30, null, null]);
    assert.equal(totalSavedSeconds(records), 105);
    assert.equal(totalSavedSeconds([quick(20)]), null);
    assert.equal(totalSavedSeconds([]), null);
  });
});

test('the median', () => {
  for (const [values, median] of [[[], null], [[3], 3], [[4, 1], 2.5], [[9, 1, 5], 5], [[1, 2, 3, 100], 2.5]] as const) assert.equal(medianOf(values), median);
});

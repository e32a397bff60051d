import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { RestartKind, RestartRecord } from '../../../../src/core/history/restart-record.ts';
import { CHART, chartOf } from '../../../../src/renderer/settings/chart.ts';

const record = (finishedAtMs: number, kind: RestartKind, totalSeconds: number | null): RestartRecord => ({
  kind,
  askedAtMs: null,
  finishedAtMs,
  fromRelease: null,
  toRelease: null,
  totalSeconds,
  stoppingSeconds: null,
  firmwareSeconds: null,
  loaderSeconds: null,
  startingSeconds: null,
  cameUp: true,
});

/** Latest first, as views have them. */
const HISTORY = [record(3, 'quick', 20), record(2, 'ordinary', 40), record(1, 'quick', 30)];

describe('the chart of restarts', () => {
  test('goes from the oldest to the latest, in the direction of reading', () => {
    const order = (direction: 'ltr' | 'rtl'): readonly number[] => chartOf(HISTORY, direction).bars.toSorted((a, b) => a.x - b.x).map((bar) => bar.record.finishedAtMs);
    assert.deepEqual(order('ltr'), [1, 2, 3]);
    assert.deepEqual(order('rtl'), [3, 2, 1]);
  });

  test('draws twice the seconds twice as high, down to the same axis', () => {
    const { bars } = chartOf(HISTORY, 'ltr');
    const [first, second, third] = bars;
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    assert.ok(Math.abs(second.height - 2 * third.height) < 1e-9);
    assert.deepEqual(new Set(bars.map((bar) => Math.round(bar.y + bar.height))), new Set([CHART.height - CHART.bottom]));
  });

  test('leaves out what has no length and what is neither quick nor ordinary', () => {
    const { bars } = chartOf([record(1, 'quick', null), record(2, 'power-cycle', 50), record(3, 'soft-reboot', 5), record(4, 'unknown', 9), record(5, 'ordinary', 50)], 'ltr');
    assert.deepEqual(bars.map((bar) => bar.record.finishedAtMs), [5]);
  });

  test('shows the latest where there are many', () => {
    const { bars } = chartOf(Array.from({ length: 100 }, (_, index) => record(1000 - index, 'quick', 20)), 'ltr');
    assert.equal(bars.length, CHART.mostBars);
    assert.equal(bars.at(-1)?.record.finishedAtMs, 1000);
  });

  test('keeps every bar inside, whatever the seconds', () => {
    for (const seconds of [0.01, 1, 59, 61, 3600, 1e7]) {
      const { bars, lines } = chartOf([record(1, 'ordinary', seconds), record(2, 'quick', seconds / 2)], 'ltr');
      for (const bar of bars) {
        assert.ok(bar.x >= CHART.left && bar.x + bar.width <= CHART.width, `${seconds}: x ${bar.x}`);
        assert.ok(bar.y >= CHART.top - 1e-6 && bar.height >= 0, `${seconds}: y ${bar.y}`);
      }
      assert.ok(lines.length >= 2 && lines.length <= 6, `${seconds}: ${lines.length} lines`);
      assert.ok((lines.at(-1)?.seconds ?? 0) >= seconds);
    }
  });

  test('is empty without restarts', () => assert.deepEqual(chartOf([], 'ltr').bars, []));
});

import type { RestartRecord } from '../../core/history/restart-record.ts';

/** The chart's own units; it is drawn as wide as there is room. */
export const CHART = { width: 560, height: 200, left: 40, right: 4, top: 16, bottom: 24, mostBars: 24, widestBar: 28 } as const;

/** One restart in the chart: its bar reaches from `y` down to the axis. */
export interface Bar {
  readonly record: RestartRecord;
  readonly kind: 'quick' | 'ordinary';
  readonly seconds: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line across with its seconds. */
export interface GridLine {
  readonly seconds: number;
  readonly y: number;
}

/** Bars from the oldest to the latest in the direction of the language, and lines at round seconds. */
export interface Chart {
  readonly bars: readonly Bar[];
  readonly lines: readonly GridLine[];
}

/**
 * The latest quick and ordinary restarts whose length is known, as a chart; without bars where there are none.
 * `records`: latest first.
 */
export function chartOf(records: readonly RestartRecord[], direction: 'ltr' | 'rtl'): Chart {
  const shown = records.filter(isShown).slice(0, CHART.mostBars).toReversed();
  const longest = Math.max(0, ...shown.map((one) => one.totalSeconds));
  const step = roundStep(longest);
  const end = Math.max(step, Math.ceil(longest / step) * step);
  const yOf = (seconds: number): number => CHART.top + (CHART.height - CHART.top - CHART.bottom) * (1 - seconds / end);
  const room = (CHART.width - CHART.left - CHART.right) / Math.max(1, shown.length);
  const width = Math.min(CHART.widestBar, room * 0.7);
  const bars = shown.map((record, index): Bar => {
    const fromStart = CHART.left + room * index + (room - width) / 2;
    const y = yOf(record.totalSeconds);
    return { record, kind: record.kind, seconds: record.totalSeconds, x: direction === 'ltr' ? fromStart : CHART.width - fromStart - width, y, width, height: yOf(0) - y };
  });
  const lines = Array.from({ length: Math.round(end / step) + 1 }, (_, index) => ({ seconds: index * step, y: yOf(index * step) }));
  return { bars, lines };
}

interface ShownRecord extends RestartRecord {
  readonly kind: 'quick' | 'ordinary';
  readonly totalSeconds: number;
}

function isShown(record: RestartRecord): record is ShownRecord {
  return (record.kind === 'quick' || record.kind === 'ordinary') && record.totalSeconds !== null && record.totalSeconds > 0;
}

const MOST_LINES = 5;

/** The smallest of 1, 2, 5, 10, 15, 30, 60, … seconds that needs few lines. */
function roundStep(longest: number): number {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  return steps.find((step) => longest / step <= MOST_LINES - 1) ?? 3600 * Math.ceil(longest / 3600 / (MOST_LINES - 1));
}

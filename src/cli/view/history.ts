import type { RestartRecord } from '../../core/history/restart-record.ts';
import { savedBy, savedSeconds, totalSavedSeconds } from '../../core/history/saved-seconds.ts';
import { BLANK, paragraph, render, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Span, type Style } from '../text/style.ts';
import { cell, renderTable, type Column, type Row } from '../text/table.ts';
import { durationText, timeText } from './duration.ts';
import { historyChart } from './history-chart.ts';

/** `history --json`; records are the latest first. */
export interface HistoryJson {
  readonly schema: 1;
  readonly records: readonly (Omit<RestartRecord, 'skippedSeconds'> & { readonly skippedSeconds: number | null })[];
  readonly savedSeconds: {
    /** What one quick restart saves, as in `plan --json`. */
    readonly value: number | null;
    readonly from: 'measured' | 'firmware' | 'unknown';
    /** What all of the records together saved. */
    readonly total: number | null;
  };
}

/** Only the fields of the contract, in its order; `records`: the latest first. */
export function historyJson(records: readonly RestartRecord[]): HistoryJson {
  const oldestFirst = [...records].reverse();
  const { value, from } = savedSeconds(oldestFirst, null);
  return {
    schema: 1,
    records: records.map((one) => ({
      kind: one.kind,
      askedAtMs: one.askedAtMs,
      finishedAtMs: one.finishedAtMs,
      fromRelease: one.fromRelease,
      toRelease: one.toRelease,
      totalSeconds: one.totalSeconds,
      stoppingSeconds: one.stoppingSeconds,
      firmwareSeconds: one.firmwareSeconds,
      loaderSeconds: one.loaderSeconds,
      startingSeconds: one.startingSeconds,
      cameUp: one.cameUp,
      skippedSeconds: one.skippedSeconds ?? null,
    })),
    savedSeconds: { value, from, total: totalSavedSeconds(oldestFirst) },
  };
}

const COLUMNS: readonly Column[] = [
  { title: 'Time', flexible: false },
  { title: 'Restart', flexible: false },
  { title: 'Kernel', flexible: true },
  { title: 'Took', flexible: false },
  { title: 'Saved', flexible: false },
];
const MOST_ROWS = 30;

/** The latest restarts as a table and a chart, and what quick ones saved; `records`: the latest first. */
export function historyText(records: readonly RestartRecord[], style: Style): string {
  if (records.length === 0) return render([paragraph([span('No restart was recorded yet. The next one will be.')])], style);
  const oldestFirst = [...records].reverse();
  const rows = records.slice(0, MOST_ROWS).map((one) => rowOf(one, oldestFirst, style));
  const more = records.length - rows.length;
  const footer = [
    ...(more > 0 ? [paragraph([span(`${more} more: quick-restart history --json`, 'dim')])] : []),
    ...(records.slice(0, MOST_ROWS).some((one) => !one.cameUp) ? [paragraph([symbol('refusal', style), span(' the machine did not come up, or not that way', 'dim')])] : []),
    BLANK,
    ...withBlank(historyChart(records, style)),
    savingSentence(oldestFirst),
  ];
  return renderTable(COLUMNS, rows, style) + render(footer, style);
}

function withBlank(chart: readonly Paragraph[]): readonly Paragraph[] {
  return chart.length === 0 ? [] : [...chart, BLANK];
}

function rowOf(record: RestartRecord, oldestFirst: readonly RestartRecord[], style: Style): Row {
  const saved = savedBy(record, oldestFirst);
  return [
    cell([span(timeText(record.askedAtMs ?? record.finishedAtMs))]),
    cell(kindSpans(record, style)),
    cell([span(kernelText(record))]),
    cell([span(record.totalSeconds === null ? '–' : durationText(record.totalSeconds))]),
    cell([span(saved === null ? '' : durationText(saved))]),
  ];
}

function kindSpans({ kind, cameUp }: RestartRecord, style: Style): readonly Span[] {
  const word = span(kind, kind === 'quick' && cameUp ? 'good' : 'plain');
  return cameUp ? [word] : [symbol('refusal', style), span(' '), word];
}

function kernelText({ fromRelease, toRelease }: RestartRecord): string {
  if (toRelease === null) return '–';
  return fromRelease === null || fromRelease === toRelease ? toRelease : `${fromRelease} → ${toRelease}`;
}

function savingSentence(oldestFirst: readonly RestartRecord[]): Paragraph {
  const { value, from } = savedSeconds(oldestFirst, null);
  const total = totalSavedSeconds(oldestFirst);
  if (value === null) return paragraph([span('What a quick restart saves here is known after one quick and one ordinary restart.')]);
  const one = from === 'measured' ? measuredText(value) : `A quick restart saves about ${durationText(value)}, an estimate: what firmware and boot loader took when they last ran.`;
  return paragraph([span(one), span(total === null || total <= 0 ? '' : ` Saved in all: ${durationText(total)}.`)]);
}

function measuredText(value: number): string {
  return value > 0
    ? `A quick restart of this machine usually takes ${durationText(value)} less than an ordinary one.`
    : `A quick restart of this machine usually takes no less time than an ordinary one (${durationText(-value)} more).`;
}

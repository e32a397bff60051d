import type { SlowStops, UnitStop } from '../../core/history/slow-stops.ts';
import { BLANK, paragraph, render } from '../text/layout.ts';
import { span, symbol, type Span, type Style } from '../text/style.ts';
import { cell, renderTable, type Column } from '../text/table.ts';
import { durationText } from './duration.ts';

/** `status --why-slow --json`; the slowest first. */
export interface WhySlowJson {
  readonly schema: 1;
  /** From the first stop to the last word of the service manager; null where the journal has none. */
  readonly stoppingSeconds: number | null;
  readonly units: readonly UnitStop[];
}

/** Only the fields of the contract, in its order. */
export function whySlowJson({ seconds, units }: SlowStops): WhySlowJson {
  return { schema: 1, stoppingSeconds: seconds, units: units.map((one) => ({ unit: one.unit, seconds: one.seconds, timedOut: one.timedOut, stopped: one.stopped })) };
}

const COLUMNS: readonly Column[] = [
  { title: 'Stopped in', flexible: false },
  { title: 'Unit', flexible: true },
];
const MOST_ROWS = 10;
/** What is faster is not why a shutdown is slow. */
const WORTH_TELLING_SECONDS = 0.1;

/** The slowest units of the last shutdown as a table, and what to do about those that did not stop. */
export function whySlowText({ seconds, units }: SlowStops, style: Style): string {
  if (seconds === null) return render([paragraph([span('The journal has no stop of a service in the boot before this one: it was cut off, or there was none.')])], style);
  const slow = units.filter((one) => one.timedOut || !one.stopped || one.seconds >= WORTH_TELLING_SECONDS);
  const heading = render([paragraph([span(`The last shutdown took ${durationText(seconds)} until all services had stopped.`)])], style);
  if (slow.length === 0) return heading;
  const rows = slow.slice(0, MOST_ROWS).map((one) => [cell([span(durationText(one.seconds))]), cell(unitSpans(one, style))]);
  const stubborn = slow.filter((one) => one.timedOut || !one.stopped);
  const hints = stubborn.slice(0, MOST_ROWS).map((one) => paragraph([span(`${one.unit} did not stop when it was told to. `), span(`What it wrote: journalctl -b -1 -u ${one.unit}`, 'dim')]));
  const footer = [...(hints.length === 0 ? [] : [BLANK, ...hints]), BLANK, paragraph([span('They stop side by side, as far as their order allows.', 'dim')])];
  return `${heading}\n${renderTable(COLUMNS, rows, style)}${render(footer, style)}`;
}

function unitSpans({ unit, timedOut, stopped }: UnitStop, style: Style): readonly Span[] {
  if (timedOut) return [symbol('warning', style), span(` ${unit}`), span(', killed: it ran into its TimeoutStopSec', 'dim')];
  return stopped ? [span(unit)] : [symbol('warning', style), span(` ${unit}`), span(', had not stopped when the journal ended', 'dim')];
}

import type { RestartRecord } from '../../core/history/restart-record.ts';
import { columnsOf, paragraph, type Paragraph } from '../text/layout.ts';
import { span, type Style } from '../text/style.ts';
import { durationText, timeText } from './duration.ts';

const MOST_BARS = 15;
const NARROWEST_BAR = 10;
const INDENT = 2;

/** The parts of a restart in the order in which they follow each other, with the letters of their piece of the bar. */
const PARTS = [
  { name: 'services stopping', letters: ['▒', '='], seconds: (one: RestartRecord) => one.stoppingSeconds },
  { name: 'firmware and boot loader', letters: ['█', '#'], seconds: (one: RestartRecord) => sumOf([one.firmwareSeconds, one.loaderSeconds]) },
  { name: 'kernel and services starting', letters: ['░', '-'], seconds: (one: RestartRecord) => one.startingSeconds },
] as const;
const UNDIVIDED = { name: 'not divided', letters: ['·', '.'] } as const;

/** One bar for each of the latest restarts whose length is known, the latest first, as long as it took; then what the letters mean. */
export function historyChart(records: readonly RestartRecord[], style: Style): readonly Paragraph[] {
  const shown = records.map((record) => ({ record, pieces: piecesOf(record) })).filter(({ pieces }) => lengthOf(pieces) > 0).slice(0, MOST_BARS);
  const labels = shown.map(({ record }) => labelOf(record));
  const labelColumns = Math.max(0, ...labels.map(columnsOf));
  const ends = shown.map(({ pieces }) => durationText(lengthOf(pieces)));
  const room = Math.max(style.width - INDENT - labelColumns - 2 - Math.max(0, ...ends.map(columnsOf)), NARROWEST_BAR);
  const longest = Math.max(0, ...shown.map(({ pieces }) => lengthOf(pieces)));
  const bars = shown.map(({ pieces }, at) => {
    const label = labels[at] ?? '';
    return paragraph([span(label + ' '.repeat(labelColumns - columnsOf(label)), 'dim'), span(` ${barText(pieces, room / longest, style)} ${ends[at] ?? ''}`)], INDENT, INDENT + labelColumns);
  });
  return shown.length === 0 ? [] : [...bars, legend(shown.flatMap(({ pieces }) => pieces), style)];
}

interface Piece {
  readonly name: string;
  readonly letters: readonly [string, string];
  readonly seconds: number;
}

/** The known parts, and what of the whole they leave over. */
function piecesOf(record: RestartRecord): readonly Piece[] {
  const known = PARTS.map(({ name, letters, seconds }) => ({ name, letters, seconds: seconds(record) ?? 0 }));
  const rest = { ...UNDIVIDED, seconds: Math.max(0, (record.totalSeconds ?? 0) - lengthOf(known)) };
  return [...known, rest].filter(({ seconds }) => seconds >= 0.05);
}

function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Each piece ends where its end belongs, so that roundings do not add up. */
function barText(pieces: readonly Piece[], columnsPerSecond: number, style: Style): string {
  let text = '';
  let seconds = 0;
  for (const piece of pieces) {
    seconds += piece.seconds;
    text += letterOf(piece, style).repeat(Math.max(0, Math.round(seconds * columnsPerSecond) - text.length));
  }
  return text;
}

function legend(pieces: readonly Piece[], style: Style): Paragraph {
  const shown = [...PARTS, UNDIVIDED].filter(({ name }) => pieces.some((piece) => piece.name === name));
  return paragraph([span(shown.map((part) => `${letterOf(part, style)} ${part.name}`).join('   '), 'dim')], INDENT);
}

function letterOf({ letters: [pretty, ascii] }: { readonly letters: readonly [string, string] }, style: Style): string {
  return style.unicode ? pretty : ascii;
}

function labelOf(record: RestartRecord): string {
  return `${timeText(record.askedAtMs ?? record.finishedAtMs).slice(5)} ${record.kind}`;
}

function sumOf(seconds: readonly (number | null)[]): number | null {
  const known = seconds.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
}

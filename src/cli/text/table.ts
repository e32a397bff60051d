import { escapeText } from './escape.ts';
import { columnsOf, wrapSpans } from './layout.ts';
import { span, type Span, type Style } from './style.ts';

/** A cell; every line of it begins behind `indent` columns. */
export interface Cell {
  readonly spans: readonly Span[];
  readonly indent: number;
}

/** One cell a column; cells that are missing at the end are empty. */
export type Row = readonly Cell[];

/** A cell of these spans. */
export function cell(spans: readonly Span[], indent = 0): Cell {
  return { spans, indent };
}

/** One column; the one that is `flexible` takes what the others leave and wraps, the others are as wide as their widest cell. */
export interface Column {
  readonly title: string;
  readonly flexible: boolean;
}

const GAP = 2;
const NARROWEST_FLEXIBLE = 24;
const WIDEST_FIXED = 36;

/** A table as printable lines, no wider than the terminal where the fixed columns leave room. Nothing is cut off. */
export function renderTable(columns: readonly Column[], rows: readonly Row[], style: Style): string {
  const widths = columnWidths(columns, rows, style);
  const header = columns.map((one) => cell([span(one.title, 'dim')]));
  return [header, ...rows].map((row) => renderRow(row, widths, style)).join('');
}

function columnWidths(columns: readonly Column[], rows: readonly Row[], style: Style): readonly number[] {
  const wanted = columns.map((column, at) => {
    const widest = Math.max(columnsOf(column.title), ...rows.map((row) => cellColumns(row[at], style)));
    return column.flexible ? widest : Math.min(widest, WIDEST_FIXED);
  });
  const fixed = columns.reduce((sum, column, at) => sum + (column.flexible ? 0 : (wanted[at] ?? 0)), GAP * (columns.length - 1));
  const flexible = Math.max(style.width - fixed, NARROWEST_FLEXIBLE);
  return columns.map((column, at) => (column.flexible ? Math.min(wanted[at] ?? 0, flexible) : (wanted[at] ?? 0)));
}

function cellColumns(one: Cell | undefined, style: Style): number {
  return one === undefined ? 0 : one.spans.reduce((sum, { text }) => sum + columnsOf(escapeText(text, style.unicode)), one.indent);
}

function renderRow(row: Row, widths: readonly number[], style: Style): string {
  const wrapped = row.map(({ spans, indent }, at) => ({ indent, lines: wrapSpans(spans, (widths[at] ?? 1) - indent, style) }));
  const height = Math.max(...wrapped.map(({ lines }) => lines.length));
  let text = '';
  for (let line = 0; line < height; line += 1) {
    text += joinCells(wrapped.map(({ indent, lines }) => ({ indent, ...(lines[line] ?? { text: '', columns: 0 }) })), widths) + '\n';
  }
  return text;
}

/** One line of a row, without blanks at its end. */
function joinCells(cells: readonly { readonly indent: number; readonly text: string; readonly columns: number }[], widths: readonly number[]): string {
  let line = '';
  let pending = 0;
  cells.forEach((one, at) => {
    const width = widths[at] ?? 0;
    if (one.text === '') {
      pending += width + GAP;
      return;
    }
    line += ' '.repeat(pending + one.indent) + one.text;
    pending = width - one.indent - one.columns + GAP;
  });
  return line;
}

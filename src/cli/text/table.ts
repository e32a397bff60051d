import { escapeText } from './escape.ts';
import { columnsOf, wrapSpans } from './layout.ts';
import { span, type Span, type Style } from './style.ts';

/** A row of cells, or a heading that spans the whole table. */
export type Row = { readonly kind: 'cells'; readonly cells: readonly (readonly Span[])[] } | { readonly kind: 'heading'; readonly spans: readonly Span[] };

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
  const header = renderCells(columns.map((one) => [span(one.title, 'dim')]), widths, style);
  return [header, ...rows.map((row) => (row.kind === 'cells' ? renderCells(row.cells, widths, style) : renderHeading(row.spans, style)))].join('');
}

function columnWidths(columns: readonly Column[], rows: readonly Row[], style: Style): readonly number[] {
  const wanted = columns.map((column, at) => {
    const cells = rows.flatMap((row) => (row.kind === 'cells' ? [row.cells[at] ?? []] : []));
    const widest = Math.max(columnsOf(column.title), ...cells.map((cell) => cellColumns(cell, style)));
    return column.flexible ? widest : Math.min(widest, WIDEST_FIXED);
  });
  const fixed = columns.reduce((sum, column, at) => sum + (column.flexible ? 0 : (wanted[at] ?? 0)), GAP * (columns.length - 1));
  const flexible = Math.max(style.width - fixed, NARROWEST_FLEXIBLE);
  return columns.map((column, at) => (column.flexible ? Math.min(wanted[at] ?? 0, flexible) : (wanted[at] ?? 0)));
}

function cellColumns(cell: readonly Span[], style: Style): number {
  return cell.reduce((sum, one) => sum + columnsOf(escapeText(one.text, style.unicode)), 0);
}

function renderCells(cells: readonly (readonly Span[])[], widths: readonly number[], style: Style): string {
  const wrapped = cells.map((cell, at) => wrapSpans(cell, widths[at] ?? 1, style));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  let text = '';
  for (let line = 0; line < height; line += 1) {
    let row = '';
    let pending = 0;
    wrapped.forEach((lines, at) => {
      const cell = lines[line] ?? { text: '', columns: 0 };
      if (cell.text !== '') {
        row += ' '.repeat(pending) + cell.text;
        pending = 0;
      }
      pending += (widths[at] ?? 0) - (cell.text === '' ? 0 : cell.columns) + GAP;
    });
    text += row + '\n';
  }
  return text;
}

function renderHeading(spans: readonly Span[], style: Style): string {
  return wrapSpans(spans, style.width, style).map((line) => line.text + '\n').join('');
}

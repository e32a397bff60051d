import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { EntryList } from '../../contracts/quick-restart-service.ts';
import { BLANK, paragraph, render, type Paragraph } from '../text/layout.ts';
import { span, symbol, type Span, type Style, type Tone } from '../text/style.ts';
import { cell, renderTable, type Column, type Row } from '../text/table.ts';
import { clip, entryJson, type EntryJson } from './entry.ts';

const WIDTH_FOR_SOURCES = 110;
const MOST_DIAGNOSTICS = 5;
const DEEPEST = 4;

/** `list --json`. */
export function listJson(list: EntryList): { readonly schema: 1; readonly entries: readonly EntryJson[]; readonly diagnostics: readonly Diagnostic[] } {
  return {
    schema: 1,
    entries: list.entries.map(entryJson),
    diagnostics: list.diagnostics.map(({ file, line, kind, message }) => ({ file, line, kind, message })),
  };
}

/** The entries as a table in the boot loader's order; submenus are headings in the column of titles. */
export function listText(list: EntryList, style: Style): string {
  if (list.entries.length === 0) return render([paragraph([span('The boot loader has no entries.')]), ...diagnosticLines(list.diagnostics, style)], style);
  const withSource = style.width >= WIDTH_FOR_SOURCES;
  const columns: readonly Column[] = [
    { title: '', flexible: false },
    { title: '', flexible: false },
    { title: 'Kernel release', flexible: false },
    { title: 'Title', flexible: true },
    ...(withSource ? [{ title: 'Source', flexible: false }] : []),
  ];
  const footer = [BLANK, legend(style), paragraph([span(sourcesSentence(list.entries), 'dim')]), ...diagnosticLines(list.diagnostics, style)];
  return renderTable(columns, tableRows(list.entries, withSource, style), style) + render(footer, style);
}

function tableRows(entries: readonly BootEntry[], withSource: boolean, style: Style): readonly Row[] {
  let path: readonly string[] = [];
  return entries.flatMap((entry) => {
    const headings = headingsBetween(path, entry.titlePath);
    path = entry.titlePath;
    return [...headings, ...entryRows(entry, withSource, style)];
  });
}

/** The submenus that `to` opens and `from` was not in. */
function headingsBetween(from: readonly string[], to: readonly string[]): readonly Row[] {
  let shared = 0;
  while (shared < to.length && to[shared] === from[shared]) shared += 1;
  return to.slice(shared).map((title, at) => titleRow([span(`${clip(title)} ›`, 'dim')], shared + at));
}

function entryRows(entry: BootEntry, withSource: boolean, style: Style): readonly Row[] {
  const depth = entry.titlePath.length;
  const { quickRestart } = entry;
  const notes = [...entry.problems.slice(0, 1).map((problem) => problem.message), ...(entry.restricted ? ['The boot loader asks for a password.'] : [])];
  const row = [
    cell([symbol(quickRestart ? 'ok' : 'refusal', style)]),
    cell(marks(entry)),
    cell([span(entry.kernelRelease ?? '–', quickRestart ? 'plain' : 'dim')]),
    cell([span(clip(entry.title), titleTone(entry))], indentation(depth)),
    ...(withSource ? [cell([span(shortSource(entry), 'dim')])] : []),
  ];
  return [row, ...notes.map((note) => titleRow([span(note, 'dim')], depth + 1))];
}

function titleTone(entry: BootEntry): Tone {
  if (!entry.quickRestart) return 'dim';
  return entry.default ? 'bold' : 'plain';
}

function marks(entry: BootEntry): readonly Span[] {
  const words = [...(entry.default ? [span('default', 'bold')] : []), ...(entry.running ? [span('running', 'good')] : [])];
  return words.flatMap((word, at) => (at === 0 ? [word] : [span(' '), word]));
}

/** A line of its own in the column of titles. */
function titleRow(spans: readonly Span[], depth: number): Row {
  return [cell([]), cell([]), cell([]), cell(spans, indentation(depth))];
}

function indentation(depth: number): number {
  return 2 * Math.min(depth, DEEPEST);
}

function shortSource(entry: BootEntry): string {
  const name = entry.source.file.slice(entry.source.file.lastIndexOf('/') + 1);
  return entry.source.line === 0 ? name : `${name}:${entry.source.line}`;
}

function legend(style: Style): Paragraph {
  return paragraph([symbol('ok', style), span(' can be restarted quickly, ', 'dim'), symbol('refusal', style), span(' cannot', 'dim')]);
}

function sourcesSentence(entries: readonly BootEntry[]): string {
  const files = [...new Set(entries.map((entry) => entry.source.file))];
  const named = files.slice(0, 3).join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '');
  return `From ${named}. Ids and command lines: quick-restart list --json`;
}

function diagnosticLines(diagnostics: readonly Diagnostic[], style: Style): readonly Paragraph[] {
  const shown = diagnostics.slice(0, MOST_DIAGNOSTICS).map(({ file, line, message }) => {
    const where = line === 0 ? file : `${file}:${line}`;
    return paragraph([symbol('warning', style), span(` ${where}: ${message}`)], 0, 2);
  });
  const rest = diagnostics.length - shown.length;
  return rest <= 0 ? shown : [...shown, paragraph([span(`${rest} more: quick-restart list --json`, 'dim')], 2)];
}

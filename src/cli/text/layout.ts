import { escapeText } from './escape.ts';
import { paint, type Span, type Style, type Tone } from './style.ts';

/** One paragraph: wrapped to the terminal's width, its first line after `indent` columns, the others after `hanging`. */
export interface Paragraph {
  readonly spans: readonly Span[];
  readonly indent: number;
  readonly hanging: number;
}

/** A paragraph; `hanging` is `indent` where it is not given. */
export function paragraph(spans: readonly Span[], indent = 0, hanging = indent): Paragraph {
  return { spans, indent, hanging };
}

/** The empty line. */
export const BLANK: Paragraph = { spans: [], indent: 0, hanging: 0 };

/** Printable lines: escaped, wrapped between words, painted, with a line end each. */
export function render(paragraphs: readonly Paragraph[], style: Style): string {
  return paragraphs.map((one) => wrapParagraph(one, style) + '\n').join('');
}

/**
 * Lines of at most `width` columns (the first one: `firstWidth`), escaped and painted, each with the columns that it takes.
 */
export function wrapSpans(spans: readonly Span[], width: number, style: Style, firstWidth = width): readonly { readonly text: string; readonly columns: number }[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const piece of piecesOf(spans, Math.min(width, firstWidth), style)) {
    const room = lines.length === 1 ? firstWidth : width;
    if (used + piece.columns > room && used > 0 && !piece.blank) {
      lines.push([]);
      used = 0;
    }
    if (piece.blank && used === 0 && lines.length > 1) continue;
    lines.at(-1)?.push(piece);
    used += piece.columns;
  }
  return lines.map((line) => joinPieces(trimEnd(line), style));
}

/** Columns that a terminal uses for escaped text: two for wide East Asian letters and pictures, none for combining marks. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

const NARROWEST = 20;
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** A word or the blanks between two words, in one tone, escaped. */
interface Piece {
  readonly text: string;
  readonly tone: Tone;
  readonly columns: number;
  readonly blank: boolean;
}

function wrapParagraph(one: Paragraph, style: Style): string {
  const room = (indent: number): number => Math.max(style.width - indent, NARROWEST);
  const lines = wrapSpans(one.spans, room(one.hanging), style, room(one.indent));
  return lines.map((line, at) => (line.text === '' ? '' : ' '.repeat(at === 0 ? one.indent : one.hanging) + line.text)).join('\n');
}

function piecesOf(spans: readonly Span[], width: number, style: Style): readonly Piece[] {
  return spans.flatMap(({ text, tone }) =>
    (escapeText(text, style.unicode).match(/ +|[^ ]+/g) ?? []).flatMap((word) => chunks(word, width).map((chunk) => pieceOf(chunk, tone))),
  );
}

function pieceOf(text: string, tone: Tone): Piece {
  return { text, tone, columns: columnsOf(text), blank: text.startsWith(' ') };
}

/** A word that is wider than a line is broken where the line ends; nothing is left out. */
function chunks(word: string, width: number): readonly string[] {
  if (columnsOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let columns = 0;
  for (const character of word) {
    const wide = columnsOf(character);
    if (columns + wide > width) {
      parts.push(part);
      part = '';
      columns = 0;
    }
    part += character;
    columns += wide;
  }
  return [...parts, part];
}

function trimEnd(line: readonly Piece[]): readonly Piece[] {
  let end = line.length;
  while (end > 0 && line[end - 1]?.blank === true) end -= 1;
  return line.slice(0, end);
}

/** Neighbours of one tone share one pair of colour codes. */
function joinPieces(line: readonly Piece[], style: Style): { readonly text: string; readonly columns: number } {
  let text = '';
  let run = '';
  let tone: Tone = 'plain';
  for (const piece of line) {
    if (piece.tone !== tone) {
      text += paint(run, tone, style);
      run = '';
      tone = piece.tone;
    }
    run += piece.text;
  }
  return { text: text + paint(run, tone, style), columns: line.reduce((sum, piece) => sum + piece.columns, 0) };
}

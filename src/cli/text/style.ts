import type { CheckResult } from '../../core/restart-plan/check.ts';

/** What the terminal can show. */
export interface Style {
  /** Columns that a line may take. */
  readonly width: number;
  readonly colour: boolean;
  /** The locale's character set is UTF-8. */
  readonly unicode: boolean;
  /** The terminal's font has ✓ and ✗; the fonts of the Linux console do not. */
  readonly symbols: boolean;
}

/** How a piece of text is meant; colour where there is colour, nothing otherwise. */
export type Tone = 'plain' | 'dim' | 'bold' | 'good' | 'warn' | 'bad';

/** A piece of text in one tone. The text may come from anywhere: it is escaped when it is printed. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * Reads a terminal's abilities from its environment.
 * Sources: no-color.org; locale(7) for the order LC_ALL, LC_CTYPE, LANG.
 */
export function styleOf(
  stream: { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const locale = [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  const unicode = /utf-?8/i.test(locale);
  const isTerminal = stream.isTTY === true;
  return {
    width: clampWidth(isTerminal ? stream.columns : Number(environment['COLUMNS'])),
    colour: isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb',
    unicode,
    symbols: unicode && environment['TERM'] !== 'linux',
  };
}

/** A span in a tone; `plain` where none is given. */
export function span(text: string, tone: Tone = 'plain'): Span {
  return { text, tone };
}

/** The symbol of a check's result in its tone: ✓ ! ✗ ?, or words of ASCII that say the same. */
export function symbol(result: CheckResult, style: Style): Span {
  const [pretty, ascii, tone] = SYMBOLS[result];
  return span(style.symbols ? pretty : ascii, tone);
}

/** Text between the terminal's colour codes for `tone`. The text must be escaped already. */
export function paint(text: string, tone: Tone, style: Style): string {
  const code = CODES[tone];
  return !style.colour || code === null || text === '' ? text : `\u001b[${code}m${text}\u001b[0m`;
}

const SYMBOLS: Readonly<Record<CheckResult, readonly [string, string, Tone]>> = {
  ok: ['✓', '+', 'good'],
  warning: ['!', '!', 'warn'],
  refusal: ['✗', 'x', 'bad'],
  unknown: ['?', '?', 'warn'],
};

const CODES: Readonly<Record<Tone, string | null>> = { plain: null, dim: '2', bold: '1', good: '32', warn: '33', bad: '31' };

function clampWidth(columns: number | undefined): number {
  if (columns === undefined || !Number.isInteger(columns) || columns <= 0) return 80;
  return Math.min(Math.max(columns, 40), 160);
}

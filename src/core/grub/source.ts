import type { Source } from './syntax.ts';

/**
 * The lines of a configuration file as GRUB's reader hands them on: carriage returns dropped, lines that start with `#`
 * dropped even inside quotes, and whatever follows a NUL on its line lost.
 *
 * @example fileSource('/boot/grub/grub.cfg', text)
 */
export function fileSource(file: string, text: string): Source {
  const lines: string[] = [];
  const lineNumbers: number[] = [];
  let number = 0;
  for (const raw of (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')) {
    number++;
    if (raw.startsWith('#')) continue;
    lines.push(asCString(raw.includes('\r') ? raw.replaceAll('\r', '') : raw));
    lineNumbers.push(number);
  }
  return { file, text: lines.map((line) => line + '\n').join(''), lineNumbers };
}

/** A string that a script evaluates; every line counts as the line of the command that evaluates it. */
export function stringSource(file: string, line: number, text: string): Source {
  return { file, text: text + '\n', lineNumbers: line };
}

/** The number in the file of a line of a source; index from 0. */
export function lineNumber(source: Source, index: number): number {
  const numbers = source.lineNumbers;
  if (typeof numbers === 'number') return numbers;
  return numbers[Math.min(index, numbers.length - 1)] ?? 0;
}

function asCString(line: string): string {
  const nul = line.indexOf('\0');
  return nul < 0 ? line : line.slice(0, nul);
}

import { paragraph, type Paragraph } from './layout.ts';
import { span } from './style.ts';

const TERM_COLUMNS = 22;

/** A word and what it means, in two columns. */
export function term(name: string, meaning: string): Paragraph {
  return paragraph([span(name.padEnd(TERM_COLUMNS - 1), 'bold'), span(` ${meaning}`)], 2, TERM_COLUMNS + 2);
}

/** Commands, each with what it is for below it. */
export function examples(all: readonly (readonly [string, string])[]): readonly Paragraph[] {
  return all.flatMap(([command, meaning]) => [paragraph([span(command, 'bold')], 2), paragraph([span(meaning, 'dim')], 6)]);
}

export function heading(text: string): Paragraph {
  return paragraph([span(text)]);
}

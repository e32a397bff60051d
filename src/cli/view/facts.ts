import { paragraph, type Paragraph } from '../text/layout.ts';
import { span, type Span } from '../text/style.ts';

const LABEL_COLUMNS = 16;

/** One fact: a label, and what there is to say about it, wrapped behind the label. */
export function fact(label: string, ...value: readonly Span[]): Paragraph {
  return paragraph([span(label.padEnd(LABEL_COLUMNS - 1), 'dim'), span(' '), ...value], 2, LABEL_COLUMNS + 2);
}

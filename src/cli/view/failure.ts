import type { Failure } from '../../contracts/errors.ts';
import { paragraph, type Paragraph } from '../text/layout.ts';
import { span } from '../text/style.ts';

/** A failure as JSON prints it. */
export function failureJson({ kind, message, hint }: Failure): { readonly error: Pick<Failure, 'kind' | 'message' | 'hint'> } {
  return { error: { kind, message, hint } };
}

/** What happened in one line, what to do in another. */
export function failureText({ message, hint }: Failure): readonly Paragraph[] {
  return [
    paragraph([span('quick-restart:', 'bad'), span(` ${message}`)], 0, 2),
    ...(hint === '' ? [] : [paragraph([span('Hint:', 'bold'), span(` ${hint}`)], 2, 4)]),
  ];
}

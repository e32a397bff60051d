import type { CheckOutcome } from '../core/restart-plan/check.ts';
import { saidWithHint } from '../core/said.ts';
import { asItIs, type Sentence } from '../core/sentence.ts';
import type { ErrorKind, Failure } from './errors.ts';

/** A foreseen failure: what was tried and what happened, what to do (null: nothing), and the checks that refused. */
export function failure(kind: ErrorKind, message: Sentence | string, hint: Sentence | string | null = null, checks?: readonly CheckOutcome[]): Failure {
  const words = saidWithHint(sentence(message), hint === null || hint === '' ? null : sentence(hint));
  return checks === undefined ? { kind, ...words } : { kind, ...words, checks };
}

function sentence(text: Sentence | string): Sentence {
  return typeof text === 'string' ? asItIs(text) : text;
}

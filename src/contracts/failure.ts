import type { CheckOutcome } from '../core/restart-plan/check.ts';
import { saidWithHint } from '../core/said.ts';
import type { Sentence } from '../core/sentence.ts';
import type { ErrorKind, Failure } from './errors.ts';

/** A foreseen failure: what was tried and what happened, what to do (null: nothing), and the checks that refused. */
export function failure(kind: ErrorKind, message: Sentence, hint: Sentence | null = null, checks?: readonly CheckOutcome[]): Failure {
  const words = saidWithHint(message, hint);
  return checks === undefined ? { kind, ...words } : { kind, ...words, checks };
}

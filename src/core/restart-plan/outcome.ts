import { saidWithHint } from '../said.ts';
import type { Sentence } from '../sentence.ts';
import type { CheckId, CheckOutcome, CheckResult } from './check.ts';

/** A check's outcome that, if it refuses, refuses a quick restart only. */
export function outcome(id: CheckId, result: CheckResult, message: Sentence, hint: Sentence | null = null): CheckOutcome {
  return { id, result, ...saidWithHint(message, hint), against: 'quick' };
}

/** A refusal of any restart at this moment. */
export function refusalOfAny(id: CheckId, message: Sentence, hint: Sentence): CheckOutcome {
  return { ...outcome(id, 'refusal', message, hint), against: 'any' };
}

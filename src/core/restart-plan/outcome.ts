import { saidWithHint } from '../said.ts';
import { asItIs, type Sentence } from '../sentence.ts';
import type { CheckId, CheckOutcome, CheckResult } from './check.ts';

/** A check's outcome that, if it refuses, refuses a quick restart only. */
export function outcome(id: CheckId, result: CheckResult, message: Sentence | string, hint: Sentence | string | null = null): CheckOutcome {
  return { id, result, ...saidWithHint(sentence(message), hint === null || hint === '' ? null : sentence(hint)), against: 'quick' };
}

/** A refusal of any restart at this moment. */
export function refusalOfAny(id: CheckId, message: Sentence | string, hint: Sentence | string): CheckOutcome {
  return { ...outcome(id, 'refusal', message, hint), against: 'any' };
}

function sentence(text: Sentence | string): Sentence {
  return typeof text === 'string' ? asItIs(text) : text;
}

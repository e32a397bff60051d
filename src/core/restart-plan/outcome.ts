import type { CheckId, CheckOutcome, CheckResult } from './check.ts';

/** A check's outcome that, if it refuses, refuses a quick restart only. */
export function outcome(id: CheckId, result: CheckResult, message: string, hint = ''): CheckOutcome {
  return { id, result, message, hint, against: 'quick' };
}

/** A refusal of any restart at this moment. */
export function refusalOfAny(id: CheckId, message: string, hint: string): CheckOutcome {
  return { id, result: 'refusal', message, hint, against: 'any' };
}

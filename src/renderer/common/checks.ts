import type { CheckOutcome, CheckResult } from '../../core/restart-plan/check.ts';

const GRAVITY: readonly CheckResult[] = ['refusal', 'warning', 'unknown', 'ok'];

/** The checks by result, gravest first, in their own order within; results without a check are left out. */
export function checksByGravity(checks: readonly CheckOutcome[]): readonly { readonly result: CheckResult; readonly checks: readonly CheckOutcome[] }[] {
  return GRAVITY.map((result) => ({ result, checks: checks.filter((check) => check.result === result) })).filter((group) => group.checks.length > 0);
}

/** The gravest result that somebody must look at: what could not be found out alone spoils nothing. */
export function worstResult(checks: readonly CheckOutcome[]): 'refusal' | 'warning' | 'ok' {
  if (checks.some((check) => check.result === 'refusal')) return 'refusal';
  return checks.some((check) => check.result === 'warning') ? 'warning' : 'ok';
}

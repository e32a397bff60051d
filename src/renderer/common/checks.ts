import type { CheckOutcome, CheckResult } from '../../core/restart-plan/check.ts';

const GRAVITY: readonly CheckResult[] = ['refusal', 'warning', 'unknown', 'ok'];

/** The checks by result, gravest first, in their own order within; results without a check are left out. */
export function checksByGravity(checks: readonly CheckOutcome[]): readonly { readonly result: CheckResult; readonly checks: readonly CheckOutcome[] }[] {
  return GRAVITY.map((result) => ({ result, checks: checks.filter((check) => check.result === result) })).filter((group) => group.checks.length > 0);
}

/** What a window shows at once, gravest first, and what it folds away because it could not be found out. */
export function foldedChecks(checks: readonly CheckOutcome[]): { readonly known: readonly CheckOutcome[]; readonly unknown: readonly CheckOutcome[] } {
  const sorted = checksByGravity(checks).flatMap((group) => group.checks);
  return { known: sorted.filter((check) => check.result !== 'unknown'), unknown: sorted.filter((check) => check.result === 'unknown') };
}

/** The gravest result that somebody must look at: what could not be found out alone spoils nothing. */
export function worstResult(checks: readonly CheckOutcome[]): 'refusal' | 'warning' | 'ok' {
  if (checks.some((check) => check.result === 'refusal')) return 'refusal';
  return checks.some((check) => check.result === 'warning') ? 'warning' : 'ok';
}

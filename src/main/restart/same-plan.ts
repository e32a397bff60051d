import type { Failure } from '../../contracts/errors.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { Result } from '../../core/result.ts';
import { isSameStart } from '../../use-cases/same-start.ts';
import type { AppState } from '../state/app-state.ts';

type Made = Result<RestartPlan, Failure> | null;

/** Whether two plans come to the same for the person who decides: the same action, and the same start. Where none could be made, that is one, too. */
export function isSamePlan(one: Made, other: Made): boolean {
  if (one?.ok !== true || other?.ok !== true) return one?.ok !== true && other?.ok !== true;
  return one.value.action === other.value.action && isSameStart(one.value, other.value);
}

/** Whether what became known may make another plan; that it became known at all does not. */
export function mayChangePlan(now: AppState, before: AppState): boolean {
  if (now.packagesChanging !== before.packagesChanging) return true;
  return (['service', 'entries'] as const).some((what) => before[what].kind !== 'reading' && now[what] !== before[what]);
}

import type { CheckOutcome } from './check.ts';
import type { PlanAction, RestartPlan } from './plan.ts';

/** What the refusals among the checks leave: quick, an ordinary restart only, or none. */
export function actionOf(checks: readonly CheckOutcome[]): PlanAction {
  const refusals = checks.filter((check) => check.result === 'refusal');
  if (refusals.some((check) => check.against === 'any')) return 'none';
  return refusals.length > 0 ? 'full' : 'quick';
}

/** The plan with checks that whoever asked for it made themselves, and the action that follows from all of them. */
export function addChecks(plan: RestartPlan, more: readonly CheckOutcome[]): RestartPlan {
  const checks = [...plan.checks, ...more];
  return { ...plan, checks, action: graver(plan.action, actionOf(more)) };
}

const GRAVITY: readonly PlanAction[] = ['quick', 'full', 'none'];

function graver(one: PlanAction, other: PlanAction): PlanAction {
  return GRAVITY.indexOf(one) > GRAVITY.indexOf(other) ? one : other;
}

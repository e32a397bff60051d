import type { Failure } from '../contracts/errors.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import type { Result } from '../core/result.ts';
import { planToLookAt } from '../use-cases/check-people.ts';
import type { Call, CliContext } from './context.ts';

/** The plan that `plan` and `doctor` show. That of another system (--root) disturbs nobody here. */
export async function planOfCall({ operand, options }: Call, { openService, openRestartManager, ownUids }: CliContext): Promise<Result<RestartPlan, Failure>> {
  const service = await openService(options.root);
  if (!service.ok) return service;
  if (options.root !== null) return service.value.plan(operand ?? '');
  const manager = await openRestartManager();
  return planToLookAt(operand ?? '', { service: service.value, restartManager: manager.ok ? manager.value : null, ownUids });
}

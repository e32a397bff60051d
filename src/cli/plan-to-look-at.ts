import type { Failure } from '../contracts/errors.ts';
import { addChecks } from '../core/restart-plan/add-checks.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { ok, type Result } from '../core/result.ts';
import { checkPeople } from '../use-cases/check-people.ts';
import type { Call, CliContext } from './context.ts';

/**
 * The plan as `plan` and `doctor` show it: with the people whom a restart would disturb and the programs that block it, which `now`
 * asks for itself when it comes to it. The plan of another system (--root) has neither.
 */
export async function planToLookAt({ operand, options }: Call, { openService, openRestartManager, ownUids }: CliContext): Promise<Result<RestartPlan, Failure>> {
  const service = await openService(options.root);
  if (!service.ok) return service;
  const planned = await service.value.plan(operand ?? '');
  if (!planned.ok || options.root !== null) return planned;
  const manager = await openRestartManager();
  return ok(addChecks(planned.value, await checkPeople(manager.ok ? manager.value : null, ownUids)));
}

import type { Failure } from '../contracts/errors.ts';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import { addChecks } from '../core/restart-plan/add-checks.ts';
import type { PeopleFacts } from '../core/restart-plan/check-facts.ts';
import type { CheckOutcome } from '../core/restart-plan/check.ts';
import { checkInhibitors } from '../core/restart-plan/checks/inhibitors.ts';
import { checkOtherPeople } from '../core/restart-plan/checks/other-people.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { ok, type Result } from '../core/result.ts';
import type { RestartManager } from '../ports/restart-manager.ts';
import { blocksRestart, otherPeople } from './check-restart-allowed.ts';

/** Whom a plan is looked at for, and whom to ask. */
export interface Onlooker {
  readonly service: Pick<QuickRestartService, 'plan'>;
  /** null: there is none here. */
  readonly restartManager: RestartManager | null;
  readonly ownUids: readonly number[];
}

/**
 * The plan as it is looked at: with the people whom a restart would disturb and the programs that block it, which a restart itself
 * asks for when it comes to it. Errors: those of the service's plan.
 */
export async function planToLookAt(selector: string, { service, restartManager, ownUids }: Onlooker): Promise<Result<RestartPlan, Failure>> {
  const [planned, people] = await Promise.all([service.plan(selector), checkPeople(restartManager, ownUids)]);
  return planned.ok ? ok(addChecks(planned.value, people)) : planned;
}

/**
 * What `quick-restart now` would ask the restart manager, as checks of a plan that is only looked at; `manager` is null where there is
 * none. It knows who asks, so it is not the helper's to ask (decision 0024).
 */
export async function checkPeople(manager: RestartManager | null, ownUids: readonly number[]): Promise<readonly CheckOutcome[]> {
  const facts = manager === null ? { blocking: null, otherPeople: null } : await readPeople(manager, ownUids);
  return [checkInhibitors(facts), checkOtherPeople(facts)];
}

async function readPeople(manager: RestartManager, ownUids: readonly number[]): Promise<PeopleFacts> {
  const [locks, sessions] = await Promise.all([manager.inhibitors(), manager.sessions()]);
  return {
    blocking: locks.ok ? locks.value.filter(blocksRestart).map(({ who, why }) => ({ who, why })) : null,
    otherPeople: sessions.ok ? otherPeople(sessions.value, ownUids) : null,
  };
}

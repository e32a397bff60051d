import type { PeopleFacts } from '../core/restart-plan/check-facts.ts';
import type { CheckOutcome } from '../core/restart-plan/check.ts';
import { checkInhibitors } from '../core/restart-plan/checks/inhibitors.ts';
import { checkOtherPeople } from '../core/restart-plan/checks/other-people.ts';
import type { RestartManager } from '../ports/restart-manager.ts';
import { blocksRestart, otherPeople } from './check-restart-allowed.ts';

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

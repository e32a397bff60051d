import type { Failure } from '../contracts/errors.ts';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import { addChecks } from '../core/restart-plan/add-checks.ts';
import type { RunningTool } from '../core/restart-plan/check-facts.ts';
import type { CheckOutcome } from '../core/restart-plan/check.ts';
import { checkContainer } from '../core/restart-plan/checks/container.ts';
import { checkInitrdTools } from '../core/restart-plan/checks/initrd-tools.ts';
import { checkPackageManager } from '../core/restart-plan/checks/package-manager.ts';
import { checkRemoteSession } from '../core/restart-plan/checks/remote-session.ts';
import type { Machine } from '../core/restart-plan/machine.ts';
import { err, ok } from '../core/result.ts';

/** What this program sees and the helper does not. Each is asked anew for every plan; an answer of null: could not be found out. */
export interface OwnSight {
  /** Its person came over the network. */
  readonly isRemote: () => boolean | null | Promise<boolean | null>;
  /** Programs that are making an initrd; processes of others are hidden from the helper. null where they do not matter. */
  readonly initrdTools: (() => readonly RunningTool[] | null) | null;
  /** What stands against any restart whatever is planned; asked where no plan could be made. null where it does not matter. */
  readonly machine: (() => StandingFacts) | null;
}

export type StandingFacts = Pick<Machine, 'busyPackageManagers' | 'container'>;

/** The service, with every plan told what only this program sees (decision 0024). */
export function withOwnSight(service: QuickRestartService, sight: OwnSight): QuickRestartService {
  return {
    // Who answers is decided with the first call.
    get where() {
      return service.where;
    },
    state: () => service.state(),
    listEntries: () => service.listEntries(),
    history: () => service.history(),
    plan: async (selector) => {
      // The helper plans in its own process meanwhile.
      const pending = service.plan(selector);
      const [seen, planned] = await Promise.all([look(sight), pending]);
      return planned.ok ? ok(addChecks(planned.value, seen)) : err(withRefusals(planned.error, [...seen, ...standing(sight)]));
    },
    load: (selector, interactive) => service.load(selector, interactive),
    unload: (interactive) => service.unload(interactive),
    setDefault: (policy, interactive) => service.setDefault(policy, interactive),
    trust: (selector, interactive) => service.trust(selector, interactive),
    setEveryRestart: (mode, interactive) => service.setEveryRestart(mode, interactive),
    setBootLoaderDefault: (selector, interactive) => service.setBootLoaderDefault(selector, interactive),
    setOneShotEntry: (selector, interactive) => service.setOneShotEntry(selector, interactive),
  };
}

async function look({ isRemote, initrdTools }: OwnSight): Promise<readonly CheckOutcome[]> {
  return [...(initrdTools === null ? [] : [checkInitrdTools(initrdTools())]), checkRemoteSession(await isRemote())];
}

/** Without a plan an ordinary restart is possible still, and must not cut off an installation for that. */
function withRefusals(problem: Failure, checks: readonly CheckOutcome[]): Failure {
  const refusals = checks.filter(({ result, against }) => result === 'refusal' && against === 'any');
  return refusals.length === 0 ? problem : { ...problem, checks: [...(problem.checks ?? []), ...refusals] };
}

function standing({ machine }: OwnSight): readonly CheckOutcome[] {
  if (machine === null) return [];
  const facts = machine();
  return [checkPackageManager(facts), checkContainer(facts)];
}

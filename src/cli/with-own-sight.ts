import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import { addChecks } from '../core/restart-plan/add-checks.ts';
import type { RunningTool } from '../core/restart-plan/check-facts.ts';
import { checkInitrdTools } from '../core/restart-plan/checks/initrd-tools.ts';
import { checkRemoteSession } from '../core/restart-plan/checks/remote-session.ts';
import { ok } from '../core/result.ts';

/** What this program sees and the helper does not. Each is asked anew for every plan; null: could not be found out. */
export interface OwnSight {
  /** Its person came over the network. */
  isRemote(): boolean | null;
  /** Programs that are making an initrd; processes of others are hidden from the helper. */
  initrdTools(): readonly RunningTool[] | null;
}

/** The service, with every plan told what only this program sees. */
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
      const planned = await service.plan(selector);
      return planned.ok ? ok(addChecks(planned.value, [checkInitrdTools(sight.initrdTools()), checkRemoteSession(sight.isRemote())])) : planned;
    },
    load: (selector, interactive) => service.load(selector, interactive),
    unload: (interactive) => service.unload(interactive),
    setDefault: (policy, interactive) => service.setDefault(policy, interactive),
    trust: (selector, interactive) => service.trust(selector, interactive),
    setBootLoaderDefault: (selector, interactive) => service.setBootLoaderDefault(selector, interactive),
  };
}

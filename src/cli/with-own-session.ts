import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import { checkRemoteSession } from '../core/restart-plan/checks/remote-session.ts';
import { ok } from '../core/result.ts';

/** The service, with every plan told what only this program knows: whether its person came over the network. */
export function withOwnSession(service: QuickRestartService, isRemote: () => boolean | null): QuickRestartService {
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
      return planned.ok ? ok({ ...planned.value, checks: [...planned.value.checks, checkRemoteSession(isRemote())] }) : planned;
    },
    load: (selector, interactive) => service.load(selector, interactive),
    unload: (interactive) => service.unload(interactive),
    setDefault: (policy, interactive) => service.setDefault(policy, interactive),
    setBootLoaderDefault: (selector, interactive) => service.setBootLoaderDefault(selector, interactive),
  };
}

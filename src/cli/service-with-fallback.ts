import type { Failure } from '../contracts/errors.ts';
import type { EntryList, LoadOutcome, QuickRestartService, ServiceState } from '../contracts/quick-restart-service.ts';
import type { EveryRestart } from '../core/every-restart/mode.ts';
import type { RestartRecord } from '../core/history/restart-record.ts';
import type { Policy, RestartPlan } from '../core/restart-plan/plan.ts';
import type { Result } from '../core/result.ts';

/**
 * The helper; or this process itself, where the first call finds that the helper is not installed. The choice is made
 * once: a helper that dies halfway is a failure, not a reason to go on with other rights.
 */
export class ServiceWithFallback implements QuickRestartService {
  readonly #helper: QuickRestartService;
  readonly #makeLocal: () => Promise<QuickRestartService>;
  #chosen: QuickRestartService | null = null;

  constructor(helper: QuickRestartService, makeLocal: () => Promise<QuickRestartService>) {
    this.#helper = helper;
    this.#makeLocal = makeLocal;
  }

  get where(): 'helper' | 'here' {
    return (this.#chosen ?? this.#helper).where;
  }

  state(): Promise<Result<ServiceState, Failure>> {
    return this.#ask((service) => service.state());
  }

  listEntries(): Promise<Result<EntryList, Failure>> {
    return this.#ask((service) => service.listEntries());
  }

  history(): Promise<Result<readonly RestartRecord[], Failure>> {
    return this.#ask((service) => service.history());
  }

  plan(selector: string): Promise<Result<RestartPlan, Failure>> {
    return this.#ask((service) => service.plan(selector));
  }

  load(selector: string, interactive: boolean): Promise<Result<LoadOutcome, Failure>> {
    return this.#ask((service) => service.load(selector, interactive));
  }

  unload(interactive: boolean): Promise<Result<null, Failure>> {
    return this.#ask((service) => service.unload(interactive));
  }

  setDefault(policy: Policy, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#ask((service) => service.setDefault(policy, interactive));
  }

  trust(selector: string, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#ask((service) => service.trust(selector, interactive));
  }

  setEveryRestart(mode: EveryRestart, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#ask((service) => service.setEveryRestart(mode, interactive));
  }

  setBootLoaderDefault(selector: string, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#ask((service) => service.setBootLoaderDefault(selector, interactive));
  }

  setOneShotEntry(selector: string, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#ask((service) => service.setOneShotEntry(selector, interactive));
  }

  async #ask<T>(call: (service: QuickRestartService) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    if (this.#chosen !== null) return call(this.#chosen);
    const answer = await call(this.#helper);
    if (answer.ok || answer.error.kind !== 'helper-unavailable') {
      this.#chosen = this.#helper;
      return answer;
    }
    this.#chosen = await this.#makeLocal();
    return call(this.#chosen);
  }
}

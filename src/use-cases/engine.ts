import type { ActionId } from '../contracts/actions.ts';
import type { Failure } from '../contracts/errors.ts';
import type { EntryList, LoadOutcome, ServiceState } from '../contracts/quick-restart-service.ts';
import type { EveryRestart } from '../core/every-restart/mode.ts';
import type { RestartRecord } from '../core/history/restart-record.ts';
import type { Policy, RestartPlan } from '../core/restart-plan/plan.ts';
import type { Result } from '../core/result.ts';

/** Asks whether the caller of this one call may do `action`; a password dialog may take minutes. */
export type Authorise = (action: ActionId) => Promise<Result<null, Failure>>;

/**
 * Everything that the helper does, and that the CLI does by itself where the helper is not installed.
 * The boot configuration and the files that it names are read when something of them has changed, and anew for each load;
 * everything else is read for each call. Nothing else is remembered between calls but what we loaded.
 * Loads and unloads run one at a time: a second one fails with `busy`.
 */
export interface Engine {
  /**
   * Unloads what a load that was cut short (the helper killed, a crash) may have left; done before the first call
   * and after the process ended. Errors: unload-failed.
   */
  recover(): Promise<Result<null, Failure>>;
  state(): Result<ServiceState, Failure>;
  listEntries(): Result<EntryList, Failure>;
  /** This machine's restarts, the latest first. Errors: read-failed, not-authorised. */
  history(): Result<readonly RestartRecord[], Failure>;
  /** `selector`: entry id, kernel release or unique part of a title; `` for the policy's entry. */
  plan(selector: string): Promise<Result<RestartPlan, Failure>>;
  /**
   * Plans, asks `authorise` for the action that the entry needs, plans again from fresh reads, loads and verifies.
   * Leaves nothing loaded when it fails. Errors: entry-unknown, entry-ambiguous, no-entry, refused, busy, load-failed,
   * not-supported, and those of `authorise`.
   */
  load(selector: string, authorise: Authorise, signal: AbortSignal): Promise<Result<LoadOutcome, Failure>>;
  /** Unloads. Errors: nothing-loaded, busy, unload-failed, and those of `authorise`. */
  unload(authorise: Authorise): Promise<Result<null, Failure>>;
  setDefault(policy: Policy, authorise: Authorise): Promise<Result<null, Failure>>;
  /** Forgets that quick restarts into this entry's kernel failed; the next one is a trial. Errors: nothing-failed, settings-failed, those of a plan and of `authorise`. */
  trust(selector: string, authorise: Authorise): Promise<Result<null, Failure>>;
  /** Sets every-restart mode; docs/every-restart.md. Errors: not-supported, settings-failed, those of `authorise`. */
  setEveryRestart(mode: EveryRestart, authorise: Authorise): Promise<Result<null, Failure>>;
  /** Prepares the next restart where every-restart mode asks for one; what fails is told in the journal. */
  prepareNextRestart(): Promise<void>;
  /** Sets GRUB's saved entry, where its configuration would follow it. Errors: not-supported, settings-failed, … */
  setBootLoaderDefault(selector: string, authorise: Authorise): Promise<Result<null, Failure>>;
  /** Sets GRUB's entry for the next ordinary restart only, or with an empty selector takes it back. Errors: not-supported, settings-failed, … */
  setOneShotEntry(selector: string, authorise: Authorise): Promise<Result<null, Failure>>;
}

import type { BootEntry } from '../core/boot-entry/boot-entry.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { EveryRestart } from '../core/every-restart/mode.ts';
import type { RestartRecord } from '../core/history/restart-record.ts';
import type { Policy, RestartPlan } from '../core/restart-plan/plan.ts';
import type { FailedRestart } from '../core/trial/failed-restart.ts';
import type { RestartReason } from '../core/restart-required/restart-reason.ts';
import type { Said } from '../core/said.ts';
import type { Result } from '../core/result.ts';
import type { Failure } from './errors.ts';

/** What the helper says of itself and of the machine; the D-Bus properties. */
export interface ServiceState {
  readonly version: string;
  readonly runningKernelRelease: string;
  /** Id of the entry that we loaded; `` when nothing is loaded; `?` when somebody else loaded a kernel. */
  readonly loadedEntry: string;
  /**
   * Files of what we loaded that have changed or gone since, and what makes the policy select another entry by now: it is not what the boot
   * loader would start. Empty where it is up to date.
   */
  readonly loadedChanges: readonly string[];
  readonly restartRequired: boolean;
  readonly restartReasons: readonly RestartReason[];
  /** Quick restarts that failed and are not forgotten, the latest first. */
  readonly failedRestarts: readonly FailedRestart[];
  readonly policy: Policy;
  readonly everyRestart: EveryRestart;
  readonly nextRestart: NextRestartState;
}

/** What every-restart mode makes of the next graceful restart, and why; one sentence. */
export interface NextRestartState extends Said {
  readonly kind: 'quick' | 'ordinary';
  /** What a quick one starts; null for an ordinary one, and where an earlier helper does not say it. */
  readonly entryId: string | null;
  /** Of the kernel that a quick one starts; null where it does not tell, and for an ordinary one. */
  readonly kernelRelease: string | null;
  /** The mode can do something on this machine; false: the message says why not. */
  readonly possible: boolean;
}

/** Entries in the boot loader's order, and what was odd in its configuration. */
export interface EntryList {
  readonly entries: readonly BootEntry[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What was loaded. */
export interface LoadOutcome {
  readonly plan: RestartPlan;
  readonly call: 'kexec_file_load' | 'kexec_load';
  readonly reason: string;
}

/**
 * The one interface of loading, whoever does it: the helper over D-Bus, or this process itself where the helper is not
 * installed. `selector` is an entry id, a kernel release or a unique part of a title; `` means the policy's entry.
 */
export interface QuickRestartService {
  /** Where it runs, for messages: `helper` or `here`. */
  readonly where: 'helper' | 'here';
  state(): Promise<Result<ServiceState, Failure>>;
  listEntries(): Promise<Result<EntryList, Failure>>;
  /** This machine's restarts, the latest first. Errors: read-failed, not-authorised. */
  history(): Promise<Result<readonly RestartRecord[], Failure>>;
  plan(selector: string): Promise<Result<RestartPlan, Failure>>;
  /** `interactive` allows an authentication dialog. */
  load(selector: string, interactive: boolean): Promise<Result<LoadOutcome, Failure>>;
  unload(interactive: boolean): Promise<Result<null, Failure>>;
  setDefault(policy: Policy, interactive: boolean): Promise<Result<null, Failure>>;
  /** Forgets that quick restarts into this kernel failed. */
  trust(selector: string, interactive: boolean): Promise<Result<null, Failure>>;
  /** Sets every-restart mode. Errors: not-supported where there is no helper to prepare it. */
  setEveryRestart(mode: EveryRestart, interactive: boolean): Promise<Result<null, Failure>>;
  setBootLoaderDefault(selector: string, interactive: boolean): Promise<Result<null, Failure>>;
  /** The boot loader's entry for the next ordinary restart only; an empty selector takes that back. */
  setOneShotEntry(selector: string, interactive: boolean): Promise<Result<null, Failure>>;
}

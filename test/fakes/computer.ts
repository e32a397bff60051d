import type { ErrorKind, Failure } from '../../src/contracts/errors.ts';
import type { LoadOutcome, QuickRestartService, ServiceState } from '../../src/contracts/quick-restart-service.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { BootEntry } from '../../src/core/boot-entry/boot-entry.ts';
import type { RestartRecord } from '../../src/core/history/restart-record.ts';
import type { Policy, RestartPlan } from '../../src/core/restart-plan/plan.ts';
import { err, ok, type Result } from '../../src/core/result.ts';
import type { FirmwareChoices, NextRestart } from '../../src/ports/next-restart.ts';
import type { CanRestart, Inhibitor, LoginSession, RestartError, RestartManager } from '../../src/ports/restart-manager.ts';
import { RUNNING_RELEASE, sampleMenu, samplePlan } from './sample-plan.ts';

/** A failure of a kind. */
export function sampleFailure(kind: ErrorKind, message = `It failed: ${kind}.`): Failure {
  return { kind, message, hint: 'Do something else.' };
}

/**
 * A computer in memory: what is loaded, how it was restarted, and where it is to fail. A loaded kernel turns an ordinary
 * restart into a quick one, as logind and systemctl do.
 */
export class FakeComputer {
  /** As in ServiceState.loadedEntry. */
  loaded = '';
  /** What the state says instead of `loaded`, where it is wrong. */
  reportsLoaded: string | null = null;
  /** As in ServiceState.loadedChanges; a load makes it empty. */
  changes: readonly string[] = [];
  /** What the restart manager did; `hijacked` is an ordinary restart that started a loaded kernel. */
  restarted: 'no' | 'quick' | 'full' | 'hijacked' = 'no';
  /** What the boot loader starts once. */
  oneShot = '';
  /** Every call that reached the outside, in order. */
  readonly calls: string[] = [];

  plan: Result<RestartPlan, Failure> = ok(samplePlan());
  planAfterLoad: RestartPlan | null = null;
  entries: readonly BootEntry[] = sampleMenu();
  diagnostics: readonly Diagnostic[] = [];
  /** Latest first. */
  history: Result<readonly RestartRecord[], Failure> = ok([]);
  listFailure: Failure | null = null;
  state: Partial<ServiceState> = {};
  stateFailure: Failure | null = null;
  loadFailure: Failure | null = null;
  /** A load that fails and yet leaves the kernel loaded: the helper died behind kexec. */
  loadFailsBehindKexec = false;
  unloadFailure: Failure | null = null;
  settingFailure: Failure | null = null;
  /** Calls that want a password: the first, non-interactive try fails with `authentication-required`. */
  readonly wantsPassword = new Set<'load' | 'unload' | 'setDefault' | 'trust' | 'setEveryRestart' | 'setBootLoaderDefault' | 'setOneShotEntry' | 'restart'>();
  canRestart: Result<CanRestart, RestartError> = ok('yes');
  inhibitors: Result<readonly Inhibitor[], RestartError> = ok([]);
  sessions: Result<readonly LoginSession[], RestartError> = ok([{ id: '1', uid: 1000, userName: 'anna', seat: 'seat0' }]);
  kexecFailure: RestartError | null = null;
  restartFailure: RestartError | null = null;
  /** Runs inside a call, for what happens in the meantime. */
  readonly during = new Map<string, () => void>();

  readonly service: QuickRestartService = {
    where: 'helper',
    state: () => Promise.resolve(this.stateFailure === null ? ok(this.#state()) : err(this.stateFailure)),
    listEntries: () => Promise.resolve(this.listFailure === null ? ok({ entries: this.entries, diagnostics: this.diagnostics }) : err(this.listFailure)),
    history: () => Promise.resolve(this.history),
    plan: (selector) => {
      this.#note('plan', selector);
      return Promise.resolve(this.plan);
    },
    load: (selector, interactive) => Promise.resolve(this.#load(selector, interactive)),
    unload: (interactive) => Promise.resolve(this.#unload(interactive)),
    setDefault: (policy, interactive) => Promise.resolve(this.#set('setDefault', JSON.stringify(policy), interactive, () => (this.state = { ...this.state, policy }))),
    trust: (selector, interactive) => Promise.resolve(this.#set('trust', selector, interactive, () => (this.state = { ...this.state, failedRestarts: [] }))),
    setEveryRestart: (mode, interactive) => Promise.resolve(this.#set('setEveryRestart', mode, interactive, () => (this.state = { ...this.state, everyRestart: mode }))),
    setBootLoaderDefault: (selector, interactive) => Promise.resolve(this.#set('setBootLoaderDefault', selector, interactive, () => undefined)),
    setOneShotEntry: (selector, interactive) => Promise.resolve(this.#set('setOneShotEntry', selector, interactive, () => (this.oneShot = selector))),
  };

  /** What logind can lead a restart to. */
  choices: Result<FirmwareChoices, RestartError> = ok({ 'firmware-setup': true, 'boot-menu': true });

  readonly restartManager: RestartManager & NextRestart = {
    firmwareChoices: () => Promise.resolve(this.choices),
    lead: (place, wanted, interactive) => {
      this.#note('lead', `${place} ${wanted}`, interactive);
      return Promise.resolve(ok(null));
    },
    canRestart: () => Promise.resolve(this.canRestart),
    inhibitors: () => Promise.resolve(this.inhibitors),
    sessions: () => Promise.resolve(this.sessions),
    restartThroughKexec: (interactive) => Promise.resolve(this.#restart('restartThroughKexec', interactive, this.kexecFailure, this.loaded === '' ? 'full' : 'quick')),
    restart: (interactive) => Promise.resolve(this.#restart('restart', interactive, this.restartFailure, this.loaded === '' ? 'full' : 'hijacked')),
  };

  #state(): ServiceState {
    const policy: Policy = { kind: 'boot-loader' };
    return { version: '1.2.3', runningKernelRelease: RUNNING_RELEASE, restartRequired: false, restartReasons: [], failedRestarts: [], policy, everyRestart: 'off', nextRestart: { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, message: 'Restarts are ordinary ones.' }, loadedChanges: this.loaded === '' ? [] : this.changes, ...this.state, loadedEntry: this.reportsLoaded ?? this.loaded };
  }

  #load(selector: string, interactive: boolean): Result<LoadOutcome, Failure> {
    this.#note('load', selector, interactive);
    if (this.wantsPassword.has('load') && !interactive) return err(sampleFailure('authentication-required'));
    const plan = this.planAfterLoad ?? (this.plan.ok ? this.plan.value : samplePlan());
    this.changes = [];
    if (this.loadFailure === null || this.loadFailsBehindKexec) this.loaded = plan.entry?.id ?? '?';
    return this.loadFailure === null ? ok({ plan, call: 'kexec_file_load', reason: '' }) : err(this.loadFailure);
  }

  #unload(interactive: boolean): Result<null, Failure> {
    this.#note('unload', '', interactive);
    if (this.wantsPassword.has('unload') && !interactive) return err(sampleFailure('authentication-required'));
    if (this.unloadFailure !== null) return err(this.unloadFailure);
    if (this.loaded === '') return err(sampleFailure('nothing-loaded', 'No kernel is loaded.'));
    this.loaded = '';
    return ok(null);
  }

  #set(name: 'setDefault' | 'trust' | 'setEveryRestart' | 'setBootLoaderDefault' | 'setOneShotEntry', value: string, interactive: boolean, apply: () => unknown): Result<null, Failure> {
    this.#note(name, value, interactive);
    if (this.wantsPassword.has(name) && !interactive) return err(sampleFailure('authentication-required'));
    if (this.settingFailure !== null) return err(this.settingFailure);
    apply();
    return ok(null);
  }

  #restart(name: string, interactive: boolean, failure: RestartError | null, how: 'quick' | 'full' | 'hijacked'): Result<null, RestartError> {
    this.#note(name, '', interactive);
    if (this.wantsPassword.has('restart') && !interactive) return err({ kind: 'authentication-required', detail: '' });
    if (failure !== null) return err(failure);
    this.restarted = how;
    return ok(null);
  }

  #note(name: string, argument: string, interactive = false): void {
    this.calls.push([name, argument, interactive ? 'interactive' : ''].filter((word) => word !== '').join(' '));
    this.during.get(name)?.();
  }
}

/** A lock on shutdown, as a package manager holds it. */
export function sampleInhibitor(changes: Partial<Inhibitor> = {}): Inhibitor {
  return { what: ['shutdown', 'sleep'], who: 'packagekitd', why: 'Installing updates', mode: 'block', uid: 0, pid: 812, ...changes };
}

/** Such a computer that differs in these. */
export function computerWith(changes: Partial<FakeComputer>): FakeComputer {
  return Object.assign(new FakeComputer(), changes);
}

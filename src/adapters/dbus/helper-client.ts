import type { ErrorKind, Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { FLAGS, MANAGER, signatureOf, type ManagerMethod } from '../../contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../contracts/names.ts';
import type { EntryList, LoadOutcome, QuickRestartService, ServiceState } from '../../contracts/quick-restart-service.ts';
import type { EveryRestart } from '../../core/every-restart/mode.ts';
import type { RestartRecord } from '../../core/history/restart-record.ts';
import { formatPolicy } from '../../core/restart-plan/policy.ts';
import type { Policy, RestartPlan } from '../../core/restart-plan/plan.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import { decodeBootEntries, decodeDiagnostics, decodeHistory, decodeLoadOutcome, decodeRestartPlan, incompatible } from './contract-shapes.ts';
import { decodeFailure } from './error-message.ts';
import { decodeServiceState } from './service-state.ts';
import type { BusCall, BusCaller } from './transport/bus-connection.ts';
import { DBUS_ERROR, isServiceAbsent, type BusError } from './transport/bus-error.ts';

const HELPER = { destination: BUS_NAME, path: OBJECT_PATH } as const;
const READ_TIMEOUT_MS = 60_000;
/** A dialog of up to four minutes, then kexec(8) itself, which may try two calls. */
const LOAD_TIMEOUT_MS = 600_000;
const DIALOG_TIMEOUT_MS = 300_000;
const NO_FLAGS = 0n;

/** What a method that got no answer has failed at. */
const FAILED: Readonly<Record<ManagerMethod, ErrorKind>> = {
  ListEntries: 'read-failed',
  ListDiagnostics: 'read-failed',
  ListHistory: 'read-failed',
  Plan: 'read-failed',
  Load: 'load-failed',
  Unload: 'unload-failed',
  SetDefault: 'settings-failed',
  Trust: 'settings-failed',
  SetEveryRestart: 'settings-failed',
  SetBootLoaderDefault: 'settings-failed',
  SetOneShotEntry: 'settings-failed',
};

const UNKNOWN_TO_HELPER: ReadonlySet<string> = new Set([
  DBUS_ERROR.unknownMethod, DBUS_ERROR.unknownInterface, DBUS_ERROR.unknownObject, DBUS_ERROR.unknownProperty,
  DBUS_ERROR.invalidArgs, DBUS_ERROR.invalidSignature,
]);

/**
 * Loading through the helper, org.quickrestart1. Fails with `helper-unavailable` where it is not installed or cannot be started, and
 * with `helper-incompatible` where it answers in another version's words.
 */
export class HelperClient implements QuickRestartService {
  readonly where = 'helper';
  readonly #bus: BusCaller;

  constructor(bus: BusCaller) {
    this.#bus = bus;
  }

  async state(): Promise<Result<ServiceState, Failure>> {
    const asked = await this.#ask({
      ...HELPER, interface: 'org.freedesktop.DBus.Properties', member: 'GetAll', signature: 's', body: [MANAGER.name], answer: 'a{sv}', timeoutMs: READ_TIMEOUT_MS,
    });
    return asked.ok ? decodeServiceState(asked.value[0]) : err(toFailure(asked.error, 'read-failed'));
  }

  async listEntries(): Promise<Result<EntryList, Failure>> {
    const [listed, remarked] = await Promise.all([this.#read('ListEntries', []), this.#read('ListDiagnostics', [])]);
    if (!listed.ok) return listed;
    if (!remarked.ok) return remarked;
    const entries = decodeBootEntries(listed.value);
    if (!entries.ok) return entries;
    const diagnostics = decodeDiagnostics(remarked.value);
    return diagnostics.ok ? ok({ entries: entries.value, diagnostics: diagnostics.value }) : diagnostics;
  }

  async history(): Promise<Result<readonly RestartRecord[], Failure>> {
    const asked = await this.#read('ListHistory', []);
    return asked.ok ? decodeHistory(asked.value) : asked;
  }

  async plan(selector: string): Promise<Result<RestartPlan, Failure>> {
    const asked = await this.#read('Plan', [selector]);
    return asked.ok ? decodeRestartPlan(asked.value) : asked;
  }

  async load(selector: string, interactive: boolean): Promise<Result<LoadOutcome, Failure>> {
    const asked = await this.#call('Load', [selector], { interactive, timeoutMs: LOAD_TIMEOUT_MS });
    if (asked.ok) return decodeLoadOutcome(asked.value);
    return err(asked.error.kind === 'refused' || asked.error.kind === 'no-entry' ? await this.#withChecks(asked.error, selector) : asked.error);
  }

  unload(interactive: boolean): Promise<Result<null, Failure>> {
    return this.#change('Unload', [], interactive);
  }

  setDefault(policy: Policy, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#change('SetDefault', [formatPolicy(policy)], interactive);
  }

  trust(selector: string, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#change('Trust', [selector], interactive);
  }

  setEveryRestart(mode: EveryRestart, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#change('SetEveryRestart', [mode], interactive);
  }

  setBootLoaderDefault(selector: string, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#change('SetBootLoaderDefault', [selector], interactive);
  }

  setOneShotEntry(selector: string, interactive: boolean): Promise<Result<null, Failure>> {
    return this.#change('SetOneShotEntry', [selector], interactive);
  }

  async #change(member: ManagerMethod, body: readonly unknown[], interactive: boolean): Promise<Result<null, Failure>> {
    const asked = await this.#call(member, body, { interactive, timeoutMs: DIALOG_TIMEOUT_MS });
    return asked.ok ? ok(null) : asked;
  }

  #read(member: ManagerMethod, body: readonly unknown[]): Promise<Result<unknown, Failure>> {
    return this.#call(member, body, { timeoutMs: READ_TIMEOUT_MS });
  }

  async #call(member: ManagerMethod, body: readonly unknown[], options: Pick<BusCall, 'interactive' | 'timeoutMs'>): Promise<Result<unknown, Failure>> {
    const method = MANAGER.methods[member];
    const call = { ...HELPER, ...options, interface: MANAGER.name, member, signature: signatureOf(method.in), answer: signatureOf(method.out) };
    const first = await this.#ask({ ...call, body: [...body, FLAGS.errorWords] });
    // A helper that was started before an upgrade may not know the flag; it has done nothing then.
    const asked = isUnknownFlag(first) ? await this.#ask({ ...call, body: [...body, NO_FLAGS] }) : first;
    return asked.ok ? ok(asked.value[0]) : err(toFailure(asked.error, FAILED[member]));
  }

  /** Calls; and once more where the bus gave up waiting for the helper's start (25 s, as a rule): it delivered nothing, and systemd still starts it. */
  async #ask(call: BusCall): Promise<Result<readonly unknown[], BusError>> {
    const first = await this.#bus.call(call);
    return isSlowStart(first) ? this.#bus.call(call) : first;
  }

  /** An error carries text only; the checks that refused are in the plan, which is read again. */
  async #withChecks(failure: Failure, selector: string): Promise<Failure> {
    const plan = await this.plan(selector);
    return plan.ok ? { ...failure, checks: plan.value.checks } : failure;
  }
}

function isUnknownFlag(asked: Result<unknown, BusError>): boolean {
  return !asked.ok && asked.error.kind === 'remote' && asked.error.name === DBUS_ERROR.invalidArgs;
}

function isSlowStart(asked: Result<unknown, BusError>): boolean {
  return !asked.ok && asked.error.kind === 'remote' && asked.error.name === DBUS_ERROR.timedOut;
}

function toFailure(error: BusError, failed: ErrorKind): Failure {
  const detail = (error.message || error.name).replace(/[.\s]+$/, '');
  if (error.kind === 'disconnected') {
    return failure(failed, say('The connection to the system bus ended: {detail}.', { detail }), say('See whether the bus runs: systemctl status dbus.'));
  }
  if (error.kind === 'remote' && error.name === DBUS_ERROR.timedOut) {
    return failure(failed, say('The helper did not start in time.'), say('Try again when the machine is less busy; what it wrote: journalctl -u quick-restartd.'));
  }
  if (isServiceAbsent(error)) {
    return failure('helper-unavailable', say('The helper is not there: {detail}.', { detail }), say('Install the quick-restart package. At a terminal, root can do without it.'));
  }
  if (error.kind === 'remote' && UNKNOWN_TO_HELPER.has(error.name)) return incompatible(`${detail}.`);
  return decodeFailure(error) ?? failure(failed, say('The helper did not do it: {detail}.', { detail }), say('See what it wrote: journalctl -u quick-restartd.'));
}

import type { Failure } from '../contracts/errors.ts';
import type { LoadOutcome, QuickRestartService } from '../contracts/quick-restart-service.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { EveryRestart } from '../core/every-restart/mode.ts';
import type { RestartManager } from '../ports/restart-manager.ts';
import type { DesktopSession, SessionManager } from '../ports/session-manager.ts';
import { blockingInhibitors, checkRestartAllowed } from './check-restart-allowed.ts';
import { leadingTo, type Goal } from './leading-to.ts';
import * as failures from './restart-failures.ts';
import { askSessionManager, quicklyThroughSession, withNextSetBack } from './restart-through-session.ts';
import { isSameStart } from './same-start.ts';
import type { Authenticate } from './with-authentication.ts';

/** What the person asked for. */
export interface RestartRequest {
  /** As in QuickRestartService. */
  readonly selector: string;
  /** An ordinary restart in any case. */
  readonly full: boolean;
  /** An ordinary restart where a quick one is refused or fails. */
  readonly fallback: boolean;
  /** Said yes beforehand; nothing is asked. */
  readonly confirmed: boolean;
  /** Where an ordinary restart leads; with `full` only. */
  readonly goal?: Goal | null;
}

export type RestartHow = 'quick' | 'full';

/** What is being done, in order; for showing progress. */
export type RestartStep =
  /** Names of other people who are logged in. */
  | { readonly kind: 'others'; readonly names: readonly string[] }
  | { readonly kind: 'falling-back'; readonly because: Failure }
  | { readonly kind: 'loading'; readonly plan: RestartPlan }
  | { readonly kind: 'loaded'; readonly outcome: LoadOutcome }
  | { readonly kind: 'unloading' }
  /** Everything at and below the directory of an installed system. */
  | { readonly kind: 'unmounting'; readonly directory: string }
  /** The session manager asks programs about unsaved work. */
  | { readonly kind: 'asking-programs'; readonly how: RestartHow }
  | { readonly kind: 'restarting'; readonly how: RestartHow };

/** How a restart talks with the person. */
export interface RestartConversation {
  showPlan(plan: RestartPlan): void;
  /** The one question; false is no, also where the answer was cut short. */
  confirm(how: RestartHow, plan: RestartPlan | null): Promise<boolean>;
  showStep(step: RestartStep): void;
}

/** The outside of a restart. `signal` aborts when the person changes their mind (Ctrl-C). */
export interface RestartPorts {
  readonly service: QuickRestartService;
  readonly restartManager: RestartManager;
  /** The desktop whose programs are asked first; absent where nobody sits at one. */
  readonly session?: DesktopSession;
  readonly conversation: RestartConversation;
  readonly authenticate: Authenticate;
  /** The caller, also the one behind sudo. */
  readonly ownUids: readonly number[];
  readonly signal: AbortSignal;
}

/** The restart manager accepted, and the machine goes down now; or the session manager did, and it goes down when the session has ended. */
export interface RestartOutcome {
  readonly how: RestartHow;
  /** Absent where the restart manager was asked. `before`: every-restart mode, to be set back where the restart does not come; null: nothing was set. */
  readonly throughSession?: { readonly before: EveryRestart | null };
  /** null where an ordinary restart was asked for and no plan could be made. */
  readonly plan: RestartPlan | null;
}

/**
 * Restarts the machine: plan, show, ask, load, verify, hand over to the restart manager (docs/architecture.md, "The way
 * of a quick restart"). Nothing is loaded before the person said yes, and nothing stays loaded when it fails: a loaded
 * kernel would turn anybody's next ordinary restart into a quick one. A restart that a check stands against whatever its
 * kind (`none`: a package manager at work) never happens, not even with `full` or `fallback`.
 *
 * Errors: those of the service; `refused`, `inhibited`, `cancelled`, `not-supported`, `not-authorised`,
 * `authentication-required`, `load-failed`, `unload-failed`, `restart-failed`.
 */
export async function restartNow(request: RestartRequest, ports: RestartPorts): Promise<Result<RestartOutcome, Failure>> {
  const decision = await decide(request, ports);
  if (!decision.ok) return decision;
  const { how, plan } = decision.value;
  const allowed = await checkRestartAllowed(ports.restartManager, ports.ownUids);
  if (!allowed.ok) return allowed;
  if (allowed.value.otherPeople.length > 0) ports.conversation.showStep({ kind: 'others', names: allowed.value.otherPeople });
  const agreed = request.confirmed || (await ports.conversation.confirm(how, plan));
  if (!agreed || ports.signal.aborted) return err(failures.CANCELLED);
  if (how === 'full' || plan === null) return restartOrdinarily(request, plan, ports);
  return restartQuicklyAnyWay(request, plan, ports);
}

interface Decision {
  readonly how: RestartHow;
  readonly plan: RestartPlan | null;
}

async function decide(request: RestartRequest, ports: RestartPorts): Promise<Result<Decision, Failure>> {
  const planned = await ports.service.plan(request.selector);
  if (!planned.ok) return withoutPlan(planned.error, request, ports);
  const plan = planned.value;
  if (!request.full || plan.action === 'none') ports.conversation.showPlan(plan);
  if (plan.action === 'none') return err(failures.refusedAtAll(plan));
  if (request.full) return ok({ how: 'full', plan });
  if (plan.action === 'quick' && plan.entry !== null) return ok({ how: 'quick', plan });
  return fallBack(failures.refusedQuick(plan), request, plan, ports);
}

function withoutPlan(problem: Failure, request: RestartRequest, ports: RestartPorts): Result<Decision, Failure> {
  const inTheWay = request.full || request.fallback ? failures.inTheWay(problem) : null;
  if (inTheWay !== null) return err(inTheWay);
  return request.full ? ok({ how: 'full', plan: null }) : fallBack(problem, request, null, ports);
}

function fallBack(because: Failure, request: RestartRequest, plan: RestartPlan | null, ports: RestartPorts): Result<Decision, Failure> {
  if (!request.fallback || !failures.allowsFallback(because)) return err(because);
  ports.conversation.showStep({ kind: 'falling-back', because });
  return ok({ how: 'full', plan });
}

/** By the session manager where there is one, else by a load and the restart manager. */
async function restartQuicklyAnyWay(request: RestartRequest, plan: RestartPlan, ports: RestartPorts): Promise<Result<RestartOutcome, Failure>> {
  // What every-restart mode prepares is what the policy selects; any other entry is loaded.
  const manager = request.selector === '' ? await managerOf(ports) : null;
  const throughSession = manager === null ? null : await quicklyThroughSession(plan, manager, ports);
  if (throughSession !== null) return throughSession.ok ? ok({ how: 'quick', plan, throughSession: throughSession.value }) : recover(throughSession.error, request, plan, ports);
  const done = await restartQuickly(request.selector, plan, ports).catch((bug: unknown) => unloadAndThrow(bug, ports));
  return done.ok ? ok({ how: 'quick', plan }) : recover(done.error, request, plan, ports);
}

async function restartQuickly(selector: string, plan: RestartPlan, ports: RestartPorts): Promise<Result<null, Failure>> {
  const { restartManager, conversation, signal } = ports;
  const loaded = await loadPlanned(plan, ports);
  if (!loaded.ok) return loaded;
  conversation.showStep({ kind: 'loaded', outcome: loaded.value });
  const blocked = await blockingInhibitors(restartManager);
  if (!blocked.ok) return blocked;
  const current = await keepCurrent(selector, plan, ports);
  if (!current.ok) return current;
  if (signal.aborted) return err(failures.CANCELLED_UNLOADED);
  conversation.showStep({ kind: 'restarting', how: 'quick' });
  return askRestartManager(ports, (interactive) => restartManager.restartThroughKexec(interactive));
}

/** Loads what the plan says, and sees that it is that. */
async function loadPlanned(plan: RestartPlan, { service, conversation, authenticate, signal }: RestartPorts): Promise<Result<LoadOutcome, Failure>> {
  conversation.showStep({ kind: 'loading', plan });
  const id = plan.entry?.id ?? '';
  // Who has given up is shown no password dialog any more.
  const loaded = await authenticate((interactive) => (interactive && signal.aborted ? Promise.resolve(err(failures.CANCELLED)) : service.load(id, interactive)));
  if (!loaded.ok) return loaded;
  return isSameStart(loaded.value.plan, plan) ? loaded : err(failures.CHANGED);
}

/**
 * Right before the restart: what is loaded is still ours, and its files are as they were. Where somebody changed them in between, it is
 * unloaded and loaded anew, once: whoever changes them again has not finished. Where `selector` means another start by now, nothing is.
 */
async function keepCurrent(selector: string, plan: RestartPlan, ports: RestartPorts): Promise<Result<null, Failure>> {
  const changed = await changesOf(plan, ports);
  if (!changed.ok) return changed;
  if (changed.value.length === 0) return ok(null);
  const unloaded = await unload(ports);
  if (!unloaded.ok) return unloaded;
  const meant = await ports.service.plan(selector);
  if (meant.ok && !isSameStart(meant.value, plan)) return err(failures.CHANGED);
  const again = await loadPlanned(plan, ports);
  if (!again.ok) return again;
  const still = await changesOf(plan, ports);
  if (!still.ok) return still;
  return still.value.length === 0 ? ok(null) : err(failures.outOfDate(still.value));
}

async function changesOf(plan: RestartPlan, { service }: RestartPorts): Promise<Result<readonly string[], Failure>> {
  const state = await service.state();
  if (!state.ok) return state;
  return state.value.loadedEntry === (plan.entry?.id ?? '') ? ok(state.value.loadedChanges) : err(failures.NOT_VERIFIED);
}

async function restartOrdinarily(request: RestartRequest, plan: RestartPlan | null, ports: RestartPorts): Promise<Result<RestartOutcome, Failure>> {
  // The question may have waited for hours: a package manager may be at work by now.
  const planned = await ports.service.plan(request.selector);
  if (planned.ok && planned.value.action === 'none') return err(failures.refusedAtAll(planned.value));
  const inTheWay = planned.ok ? null : failures.inTheWay(planned.error);
  if (inTheWay !== null) return err(inTheWay);
  const nothingQuick = await withoutQuick(ports);
  if (!nothingQuick.ok) return err(ports.signal.aborted ? failures.CANCELLED : nothingQuick.error);
  const blocked = await blockingInhibitors(ports.restartManager);
  if (!blocked.ok) return blocked;
  if (ports.signal.aborted) return err(failures.CANCELLED_UNLOADED);
  const manager = await managerOf(ports);
  const through = { used: false };
  const restart = async (): Promise<Result<null, Failure>> => {
    const asked = manager === null ? null : await askSessionManager('full', manager, ports);
    through.used = asked !== null;
    if (asked !== null) return asked;
    ports.conversation.showStep({ kind: 'restarting', how: 'full' });
    return askRestartManager(ports, (interactive) => ports.restartManager.restart(interactive));
  };
  const before = nothingQuick.value;
  const done = request.goal ? await leadingTo(request.goal, { ...ports, restart }) : await restart();
  if (!done.ok) return err(await withNextSetBack(done.error, before, ports));
  return ok({ how: 'full', plan, ...(through.used ? { throughSession: { before } } : {}) });
}

function managerOf({ session }: RestartPorts): Promise<SessionManager | null> {
  return session?.manager() ?? Promise.resolve(null);
}

/** Nothing is loaded that would be started; and where every restart is a quick one, this one is not. Returns the mode to set back if it does not come. */
async function withoutQuick(ports: RestartPorts): Promise<Result<EveryRestart | null, Failure>> {
  const { service, authenticate } = ports;
  const unloaded = await unloadAnything(ports);
  if (!unloaded.ok) return err(failures.wouldBeHijacked(unloaded.error));
  const state = await service.state();
  if (!state.ok || state.value.everyRestart === 'off' || state.value.everyRestart === 'skip') return ok(null);
  const skipped = await authenticate((interactive) => service.setEveryRestart('skip', interactive));
  return skipped.ok ? ok(state.value.everyRestart) : skipped;
}

/** After a failure behind the person's yes: nothing stays loaded; then the ordinary restart, where it was asked for. */
async function recover(failure: Failure, request: RestartRequest, plan: RestartPlan, ports: RestartPorts): Promise<Result<RestartOutcome, Failure>> {
  // Nothing of ours was loaded, and what another caller is loading now is theirs: they may be about to restart into it.
  if (failure.kind === 'busy') return err(failure);
  const unloaded = failure === failures.NOT_VERIFIED ? await unload(ports) : await unloadAnything(ports);
  if (!unloaded.ok) return err(failures.stillLoaded(failure, unloaded.error));
  if (ports.signal.aborted) return err(failures.CANCELLED_UNLOADED);
  if (!request.fallback || !failures.allowsFallback(failure)) return err(failures.withWayOut(failure));
  ports.conversation.showStep({ kind: 'falling-back', because: failure });
  return restartOrdinarily(request, plan, ports);
}

/** Also a bug of ours leaves nothing loaded. */
async function unloadAndThrow(bug: unknown, ports: RestartPorts): Promise<never> {
  await unloadAnything(ports);
  throw bug;
}

async function unloadAnything(ports: RestartPorts): Promise<Result<null, Failure>> {
  const state = await ports.service.state();
  return state.ok && state.value.loadedEntry === '' ? ok(null) : unload(ports);
}

async function unload({ service, conversation, authenticate }: RestartPorts): Promise<Result<null, Failure>> {
  conversation.showStep({ kind: 'unloading' });
  const unloaded = await authenticate((interactive) => service.unload(interactive));
  return !unloaded.ok && unloaded.error.kind === 'nothing-loaded' ? ok(null) : unloaded;
}

type RestartCall = (interactive: boolean) => ReturnType<RestartManager['restart']>;

/** A password dialog can stand for minutes; when the person gives up, it is not waited for. */
export async function askRestartManager({ authenticate, signal }: Pick<RestartPorts, 'authenticate' | 'signal'>, call: RestartCall): Promise<Result<null, Failure>> {
  const answer = await authenticate(async (interactive) => {
    if (!interactive) return call(false);
    const given = signal.aborted ? null : await Promise.race([call(true), aborted(signal)]);
    return given ?? err({ kind: 'failed' as const, detail: 'cancelled' });
  });
  return answer.ok ? ok(null) : err(signal.aborted ? failures.CANCELLED_UNLOADED : failures.restartFailed(answer.error));
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}

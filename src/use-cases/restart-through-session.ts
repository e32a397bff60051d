import type { Failure } from '../contracts/errors.ts';
import type { EveryRestart } from '../core/every-restart/mode.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { SessionManager } from '../ports/session-manager.ts';
import { blockingInhibitors } from './check-restart-allowed.ts';
import * as failures from './restart-failures.ts';
import type { RestartHow, RestartPorts } from './restart-now.ts';
import { isSameStart } from './same-start.ts';

/** What has to be set back where the restart does not come; null: nothing. */
export interface ThroughSession {
  readonly before: EveryRestart | null;
}

/**
 * Restarts quickly by the session manager: every-restart mode makes the next restart a quick one, and the session manager asks programs about
 * unsaved work, ends the session, and asks logind. Nothing is loaded before all services have stopped. Whatever does not come to a
 * restart sets the mode back. null: this way is not open here (an older helper, a restart that the mode would not make quick, a session
 * manager that has gone), and nothing was changed. Errors: those of the service; `load-failed`, `inhibited`, `cancelled`, `busy`,
 * `not-authorised`, `restart-failed`.
 */
export async function quicklyThroughSession(plan: RestartPlan, manager: SessionManager, ports: RestartPorts): Promise<Result<ThroughSession, Failure> | null> {
  const { service, authenticate } = ports;
  const state = await service.state();
  if (!state.ok || !state.value.nextRestart.possible || state.value.loadedEntry !== '') return null;
  const { everyRestart: before } = state.value;
  const armed = await authenticate((interactive) => (interactive && ports.signal.aborted ? Promise.resolve(err(failures.CANCELLED)) : service.setEveryRestart('once', interactive)));
  if (!armed.ok) return ['helper-incompatible', 'not-supported'].includes(armed.error.kind) ? null : armed;
  const setBack = (problem: Failure): Promise<Failure> => withNextSetBack(problem, before, ports);
  const done = await askOncePrepared(plan, manager, ports).catch(async (bug: unknown) => {
    await setBack(failures.CANCELLED);
    throw bug;
  });
  if (done?.ok === true) return ok({ before });
  const problem = done === null ? failures.CANCELLED : done.error;
  const told = await setBack(problem);
  return done === null && told === problem ? null : err(told);
}

/** Asks where what is prepared is what the plan said; null where it would not be a quick one. */
async function askOncePrepared(plan: RestartPlan, manager: SessionManager, ports: RestartPorts): Promise<Result<null, Failure> | null> {
  const { service, restartManager, signal } = ports;
  const [state, again] = await Promise.all([service.state(), service.plan('')]);
  if (!state.ok) return state;
  const { nextRestart: next } = state.value;
  if (next.kind !== 'quick') return null;
  if ((next.entryId !== null && next.entryId !== plan.entry?.id) || !again.ok || !isSameStart(again.value, plan)) return err(failures.CHANGED_NEXT);
  const blocked = await blockingInhibitors(restartManager);
  if (!blocked.ok) return blocked;
  return signal.aborted ? err(failures.CANCELLED) : askSessionManager('quick', manager, ports);
}

/** `once` and `skip` hold for 15 minutes; somebody may take longer to save their work. */
const RENEW_MS = 10 * 60_000;

/** Has the session manager ask programs and end the session; null where it has gone by now. Errors: `cancelled`, `busy`, `not-authorised`, `restart-failed`. */
export async function askSessionManager(how: RestartHow, manager: SessionManager, ports: Pick<RestartPorts, 'service' | 'conversation'>): Promise<Result<null, Failure> | null> {
  ports.conversation.showStep({ kind: 'asking-programs', how });
  const renewing = setInterval(() => void renew(ports), RENEW_MS);
  const asked = await manager.restart().finally(() => clearInterval(renewing));
  if (!asked.ok) return asked.error.kind === 'absent' ? null : err(failures.sessionFailed(asked.error));
  if (asked.value === 'cancelled') return err(failures.SESSION_GOES_ON);
  ports.conversation.showStep({ kind: 'restarting', how });
  return ok(null);
}

/** What counts for the next restart counts from now on once more. Where that fails, the restart is the other kind, and says why on the console. */
async function renew({ service }: Pick<RestartPorts, 'service'>): Promise<void> {
  const state = await service.state();
  if (state.ok && (state.value.everyRestart === 'once' || state.value.everyRestart === 'skip')) await service.setEveryRestart(state.value.everyRestart, false);
}

/** Sets every-restart mode back to what it was before a restart that did not come; null: nothing was set. Returns what to tell. */
export async function withNextSetBack(problem: Failure, before: EveryRestart | null, { service, authenticate }: Pick<RestartPorts, 'service' | 'authenticate'>): Promise<Failure> {
  if (before === null) return problem;
  const state = await service.state();
  // Nothing to do; or somebody has switched the mode on meanwhile, which is theirs to take back.
  if (state.ok && (state.value.everyRestart === before || (before === 'off' && state.value.everyRestart !== 'once'))) return problem;
  const done = await authenticate((interactive) => service.setEveryRestart(before, interactive));
  return done.ok ? problem : failures.notSetBack(problem, done.error);
}

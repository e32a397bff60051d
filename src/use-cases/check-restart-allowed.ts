import type { Failure } from '../contracts/errors.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { CanRestart, Inhibitor, LoginSession, RestartManager } from '../ports/restart-manager.ts';
import { inhibited, MAY_NOT_RESTART, restartFailed, RESTART_NOT_SUPPORTED } from './restart-failures.ts';

/** Users below this are services, such as the login screen's; /etc/login.defs, UID_MIN. */
const FIRST_PERSON_UID = 1000;

/**
 * Asks the restart manager, before anything is loaded, whether a restart would be accepted, and who else is logged in.
 * Every lock on shutdown that is not a mere delay stands against it, whoever holds it.
 * Errors: inhibited (names who, why, process and user), not-authorised, not-supported, restart-failed.
 */
export async function checkRestartAllowed(manager: RestartManager, ownUids: readonly number[]): Promise<Result<{ readonly otherPeople: readonly string[] }, Failure>> {
  const blocked = await blockingInhibitors(manager);
  if (!blocked.ok) return blocked;
  const answer = await manager.canRestart();
  if (!answer.ok) return err(restartFailed(answer.error));
  const refusal = refusalOf(answer.value);
  if (refusal !== null) return err(refusal);
  const sessions = await manager.sessions();
  return sessions.ok ? ok({ otherPeople: otherPeople(sessions.value, ownUids) }) : err(restartFailed(sessions.error));
}

/** Fails with `inhibited` where somebody blocks shutdown at this moment. */
export async function blockingInhibitors(manager: RestartManager): Promise<Result<null, Failure>> {
  const locks = await manager.inhibitors();
  if (!locks.ok) return err(restartFailed(locks.error));
  const blocking = locks.value.filter(blocksRestart);
  if (blocking.length === 0) return ok(null);
  const sessions = await manager.sessions();
  return err(inhibited(blocking, sessions.ok ? sessions.value : []));
}

/** A lock that stands against a restart: `delay` only asks for a moment; a mode that we do not know is taken for the stronger one. */
export function blocksRestart(lock: Inhibitor): boolean {
  return lock.what.includes('shutdown') && lock.mode !== 'delay';
}

/** What CanReboot's answer means; org.freedesktop.login1(5). A word that a later logind may add is left to logind itself to decide. null: nothing stands against it. */
export function refusalOf(answer: CanRestart): Failure | null {
  switch (answer) {
    case 'yes':
    case 'challenge':
    case 'unknown':
      return null;
    case 'no':
      return MAY_NOT_RESTART;
    case 'na':
      return RESTART_NOT_SUPPORTED;
    case 'inhibited':
    case 'inhibitor-blocked':
    case 'challenge-inhibitor-blocked':
      return inhibited([], []);
  }
}

/** Names of the people who are logged in besides the one who asks, each once. */
export function otherPeople(sessions: readonly LoginSession[], ownUids: readonly number[]): readonly string[] {
  const others = sessions.filter((one) => one.uid >= FIRST_PERSON_UID && !ownUids.includes(one.uid));
  return [...new Set(others.map((one) => one.userName))].sort();
}

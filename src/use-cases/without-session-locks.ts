import { ok } from '../core/result.ts';
import type { CanRestart, RestartManager } from '../ports/restart-manager.ts';
import type { DesktopSession } from '../ports/session-manager.ts';
import { blocksRestart } from './check-restart-allowed.ts';

/** What is left of logind's word where nothing but the session manager's own lock was in the way. */
const WITHOUT_LOCK: Partial<Record<CanRestart, CanRestart>> = { inhibited: 'yes', 'inhibitor-blocked': 'yes', 'challenge-inhibitor-blocked': 'challenge' };

/**
 * The restart manager without the lock that the session manager holds for programs that object (gnome-session: “user session inhibited”): it
 * asks the person about them itself, and lets go of the lock, where it is asked for a restart. Every other lock stands.
 */
export function withoutSessionLocks(manager: RestartManager, session: DesktopSession): RestartManager {
  const inhibitors: RestartManager['inhibitors'] = async () => {
    const [locks, pid] = await Promise.all([manager.inhibitors(), session.pid()]);
    return locks.ok && pid !== null ? ok(locks.value.filter((lock) => lock.pid !== pid)) : locks;
  };
  return {
    inhibitors,
    canRestart: async () => {
      const answer = await manager.canRestart();
      const without = answer.ok ? WITHOUT_LOCK[answer.value] : undefined;
      if (without === undefined) return answer;
      const [all, others] = await Promise.all([manager.inhibitors(), inhibitors()]);
      const isOwnOnly = all.ok && others.ok && all.value.some(blocksRestart) && !others.value.some(blocksRestart);
      return isOwnOnly ? ok(without) : answer;
    },
    sessions: () => manager.sessions(),
    restart: (interactive) => manager.restart(interactive),
    restartThroughKexec: (interactive) => manager.restartThroughKexec(interactive),
  };
}

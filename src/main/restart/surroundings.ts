import type { Blocker } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import { blocksRestart, otherPeople, refusalOf } from '../../use-cases/check-restart-allowed.ts';
import { restartFailed } from '../../use-cases/restart-failures.ts';

/** Who or what stands in the way of a restart. */
export interface InTheWay {
  readonly blockers: readonly Blocker[];
  readonly otherPeople: readonly string[];
  /** This person may not restart, or nobody can be asked for it. */
  readonly problem: Failure | null;
}

export const NOTHING_IN_THE_WAY: InTheWay = { blockers: [], otherPeople: [], problem: null };

/** Asks the restart manager; what it does not answer is told as the problem. */
export async function readInTheWay(manager: RestartManager, ownUids: readonly number[]): Promise<InTheWay> {
  const [locks, sessions, allowed] = await Promise.all([manager.inhibitors(), manager.sessions(), manager.canRestart()]);
  if (!locks.ok) return { ...NOTHING_IN_THE_WAY, problem: restartFailed(locks.error) };
  const blockers = locks.value.filter(blocksRestart).map(({ who, why }) => ({ who, why }));
  // The locks have names; logind's own word for them has none.
  const refusal = allowed.ok ? refusalOf(allowed.value) : restartFailed(allowed.error);
  return {
    blockers,
    otherPeople: sessions.ok ? otherPeople(sessions.value, ownUids) : [],
    problem: blockers.length > 0 && refusal?.kind === 'inhibited' ? null : refusal,
  };
}

import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import { say } from '../core/sentence.ts';
import { takeBack, type Goal } from './leading-to.ts';
import { stillLoaded } from './restart-failures.ts';
import { withNextSetBack, type ThroughSession } from './restart-through-session.ts';
import type { Authenticate } from './with-authentication.ts';

/** What a restart that came to nothing has left behind, and who is asked to undo it. */
export interface Undoing {
  readonly service: QuickRestartService;
  readonly authenticate: Authenticate;
  /** Where the ordinary restart was to lead; null: nowhere in particular. */
  readonly goal: Goal | null;
  /** Where the session manager was asked: every-restart mode before it; null: nothing was set. */
  readonly throughSession?: ThroughSession | undefined;
}

/**
 * Undoes a restart that the restart manager accepted and gave up: nothing stays loaded, and the next restart leads nowhere in particular.
 * Returns what to tell: `restart-failed`, or `unload-failed` where a kernel is still loaded.
 */
export async function undoRestart({ service, authenticate, goal, throughSession }: Undoing): Promise<Failure> {
  const first = throughSession === undefined ? GIVEN_UP : await withNextSetBack(SESSION_GAVE_UP, throughSession.before, { service, authenticate });
  const told = goal === null ? first : await takeBack(goal, authenticate, first);
  const state = await service.state();
  if (state.ok && state.value.loadedEntry === '') return told;
  const unloaded = await authenticate((interactive) => service.unload(interactive));
  return unloaded.ok || unloaded.error.kind === 'nothing-loaded' ? told : stillLoaded(told, unloaded.error);
}

const GIVEN_UP: Failure = failure('restart-failed', say('logind accepted the restart, and then gave it up.'), say("See 'journalctl -u systemd-logind'."));

const SESSION_GAVE_UP: Failure = failure('restart-failed', say('The desktop agreed to restart, and the restart did not come.'), say('Restart from the desktop’s own menu.'));

import type { Result } from '../core/result.ts';

/** Why the session manager did not take the wish. */
export interface SessionError {
  readonly kind:
    | 'absent' // it has gone: nothing was begun
    | 'busy' // the session is still starting, or is being ended already
    | 'forbidden' // it is set up so that nobody may end the session
    | 'no-reply'
    | 'failed';
  readonly detail: string;
}

/**
 * What became of the wish. `ending`: programs have agreed, the session ends, and then it restarts the machine. `cancelled`: a person or a program
 * said no, and the session goes on. `untold`: this session manager took the wish and says nothing more.
 */
export type SessionOutcome = 'ending' | 'cancelled' | 'untold';

/** The desktop's session manager. It ends the session as the desktop's own menu does: programs are asked about unsaved work, and may hold it. */
export interface SessionManager {
  /** Asks for a restart, without a question of its own where it has such a way. Takes as long as people take to save their work. */
  restart(): Promise<Result<SessionOutcome, SessionError>>;
}

/** The session that this program runs in. */
export interface DesktopSession {
  /** Who manages it now; null: nobody that we know. */
  manager(): Promise<SessionManager | null>;
  /** The number of its process; null where there is none, or the bus does not say it. */
  pid(): Promise<number | null>;
}

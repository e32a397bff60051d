import type { Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { GNOME_ERRORS, GNOME_SESSION } from './gnome-session.ts';
import { callSession } from './session-call.ts';
import { watchedEnd } from './watched-end.ts';

/** What gnome-session itself has not any more. */
export const REQUEST = 'RequestReboot';

/**
 * mate-session, and cinnamon-session before 6.4: `RequestReboot` asks all programs, shows a question only where one of them objects, and answers at
 * once. SessionRunning tells that somebody said no, SessionOver that nobody did; mate-session 1.26 never sends that, and goes.
 */
export class MateOrCinnamonSession implements SessionManager {
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  restart(): Promise<Result<SessionOutcome, SessionError>> {
    return requestedReboot(this.#bus);
  }
}

/** Asks by RequestReboot, and waits for what becomes of it; `isGoingDown` as in EndSigns. */
export function requestedReboot(bus: BusConnection, isGoingDown?: () => Promise<boolean | null>): Promise<Result<SessionOutcome, SessionError>> {
  const { destination: name, path, interface: of } = GNOME_SESSION;
  return watchedEnd(bus, {
    signals: { name, path, interface: of },
    meaning: (member) => (member === 'SessionRunning' ? 'cancelled' : member === 'SessionOver' ? 'ending' : null),
    onGone: () => Promise.resolve('ending'),
    ...(isGoingDown === undefined ? {} : { isGoingDown }),
    ask: () => callSession(bus, { ...GNOME_SESSION, member: REQUEST, answer: '' }, GNOME_ERRORS),
  });
}

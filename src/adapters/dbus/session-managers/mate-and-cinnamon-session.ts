import type { Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { GNOME_ERRORS, GNOME_SESSION } from './gnome-session.ts';
import { callSession } from './session-call.ts';
import { watchedEnd } from './watched-end.ts';

/** What gnome-session itself has not any more. */
export const REQUEST = 'RequestReboot';

/**
 * mate-session and cinnamon-session: `RequestReboot` asks all programs, shows a question only where one of them objects, and answers at once.
 * What became of it the signals tell: SessionOver, or SessionRunning where somebody said no.
 */
export class MateOrCinnamonSession implements SessionManager {
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  restart(): Promise<Result<SessionOutcome, SessionError>> {
    const { destination: name, path, interface: of } = GNOME_SESSION;
    return watchedEnd(this.#bus, {
      signals: { name, path, interface: of },
      meaning: (member) => (member === 'SessionRunning' ? 'cancelled' : member === 'SessionOver' ? 'ending' : null),
      onGone: () => Promise.resolve('ending'),
      ask: () => callSession(this.#bus, { ...GNOME_SESSION, member: REQUEST, answer: '' }, GNOME_ERRORS),
    });
  }
}

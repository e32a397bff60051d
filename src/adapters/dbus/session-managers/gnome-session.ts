import { err, ok, type Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { A_PERSONS_TIME_MS, callSession, sessionError } from './session-call.ts';

/** The name and object that gnome-session has, and so have mate-session and cinnamon-session, which come from it. */
export const GNOME_SESSION = { destination: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager', interface: 'org.gnome.SessionManager' } as const;

/** The errors of gnome-session and of what came from it; gsm-manager.c, GsmManagerError. */
export const GNOME_ERRORS = { busy: ['org.gnome.SessionManager.NotInRunning'], forbidden: ['org.gnome.SessionManager.LockedDown'] } as const;

/** How GDBus sends G_IO_ERROR_CANCELLED, which has no name of its own on the bus. */
const CANCELLED = 'org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code19';

/**
 * gnome-session: `Reboot` asks all programs, then shows the shell's question with what they say (for 60 s; never, where the person has switched
 * org.gnome.SessionManager logout-prompt off and no program objects), and answers when that is decided. There is no way around
 * the question: only `Logout` takes a mode.
 */
export class GnomeSession implements SessionManager {
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async restart(): Promise<Result<SessionOutcome, SessionError>> {
    // Asked a second time while its question stands, it takes that for a yes.
    const running = await callSession(this.#bus, { ...GNOME_SESSION, member: 'IsSessionRunning', answer: 'b' });
    if (running.ok && running.value[0] !== true) return err({ kind: 'busy', detail: '' });
    const asked = await this.#bus.call({ ...GNOME_SESSION, member: 'Reboot', answer: '', autoStart: false, timeoutMs: A_PERSONS_TIME_MS });
    if (asked.ok) return ok('ending');
    return asked.error.name === CANCELLED ? ok('cancelled') : err(sessionError(asked.error, GNOME_ERRORS));
  }
}

import { Variant } from 'dbus-native';
import type { Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { callSession } from './session-call.ts';
import { watchedEnd } from './watched-end.ts';

const XFCE_SESSION = { destination: 'org.xfce.SessionManager', path: '/org/xfce/SessionManager', interface: 'org.xfce.Session.Manager' } as const;
const XFCONF = { destination: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' } as const;
/** xfce4-session refuses with this name whatever it is not in the state for. */
const ERRORS = { busy: ['org.xfce.SessionManager.Error.Failed'] } as const;
/** Of StateChanged; xfsm-manager-dbus.xml. */
const STATE = { idle: 1, shutdownPhase2: 4 } as const;

/** xfce4-session: `Restart` asks programs by X's session protocol and shows nothing itself. Signals tell what became of it. */
export class XfceSession implements SessionManager {
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async restart(): Promise<Result<SessionOutcome, SessionError>> {
    const saved = await this.#savesSession();
    const { destination: name, path, interface: of } = XFCE_SESSION;
    return watchedEnd(this.#bus, {
      signals: { name, path, interface: of },
      meaning: (member, [, state]) => {
        if (member === 'ShutdownCancelled') return 'cancelled';
        if (member !== 'StateChanged') return null;
        return state === STATE.idle ? 'cancelled' : state === STATE.shutdownPhase2 ? 'ending' : null;
      },
      onGone: () => Promise.resolve('ending'),
      ask: () => callSession(this.#bus, { ...XFCE_SESSION, member: 'Restart', signature: 'b', body: [saved], answer: '' }, ERRORS),
    });
  }

  /** “Save session for future logins”, as the person has left it in Xfce's own dialog; that dialog takes it as on where nobody did. */
  async #savesSession(): Promise<boolean> {
    const asked = await this.#bus.call({ ...XFCONF, member: 'GetProperty', signature: 'ss', body: ['xfce4-session', '/general/SaveOnExit'], answer: 'v' });
    const value = asked.ok ? asked.value[0] : null;
    return !(value instanceof Variant && value.value === false);
  }
}

import type { Result } from '../../../core/result.ts';
import type { DesktopSession, SessionManager } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import type { BusError } from '../transport/bus-error.ts';
import { callBus } from '../transport/watch-signals.ts';
import { CINNAMON_DIALOG, CinnamonSession } from './cinnamon-session.ts';
import { GNOME_SESSION, GnomeSession } from './gnome-session.ts';
import { KdeSession, KSMSERVER } from './kde-session.ts';
import { LxqtSession } from './lxqt-session.ts';
import { MateOrCinnamonSession, REQUEST } from './mate-and-cinnamon-session.ts';
import { isOwned } from './session-call.ts';
import { XfceSession } from './xfce-session.ts';

/** Each is there for as long as the session is. */
const NAMES = [GNOME_SESSION.destination, KSMSERVER.destination, 'org.xfce.SessionManager', 'org.lxqt.session'] as const;

/** The session of this bus: who manages it is told by the name that somebody owns there, whatever the desktop calls itself. */
export class BusSession implements DesktopSession {
  readonly #open: () => Promise<Result<BusConnection, BusError>>;
  readonly #isGoingDown: () => Promise<boolean | null>;

  /** `isGoingDown` as in KdeSession. */
  constructor(open: () => Promise<Result<BusConnection, BusError>>, isGoingDown: () => Promise<boolean | null>) {
    this.#open = open;
    this.#isGoingDown = isGoingDown;
  }

  async manager(): Promise<SessionManager | null> {
    const found = await this.#find();
    if (found === null) return null;
    const { bus, name } = found;
    switch (name) {
      case 'org.gnome.SessionManager':
        return this.#gnomeOrItsHeirs(bus);
      case 'org.kde.ksmserver':
        return new KdeSession(bus, this.#isGoingDown);
      case 'org.xfce.SessionManager':
        return new XfceSession(bus);
      case 'org.lxqt.session':
        return new LxqtSession(bus);
    }
  }

  async pid(): Promise<number | null> {
    const found = await this.#find();
    if (found === null) return null;
    const asked = await callBus(found.bus, 'GetConnectionUnixProcessID', 's', [found.name], 'u');
    return asked.ok && typeof asked.value[0] === 'number' ? asked.value[0] : null;
  }

  async #find(): Promise<{ readonly bus: BusConnection; readonly name: (typeof NAMES)[number] } | null> {
    const opened = await this.#open();
    if (!opened.ok) return null;
    const bus = opened.value;
    for (const name of NAMES) if (await isOwned(bus, name)) return { bus, name };
    return null;
  }

  /** Three session managers have one name: what they offer tells them apart. */
  async #gnomeOrItsHeirs(bus: BusConnection): Promise<SessionManager> {
    const asked = await bus.call({ ...GNOME_SESSION, interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect', answer: 's', autoStart: false });
    const offers = asked.ok ? String(asked.value[0]) : '';
    if (!offers.includes(`"${REQUEST}"`)) return new GnomeSession(bus);
    return offers.includes(`"${CINNAMON_DIALOG}"`) ? new CinnamonSession(bus, this.#isGoingDown) : new MateOrCinnamonSession(bus);
  }
}

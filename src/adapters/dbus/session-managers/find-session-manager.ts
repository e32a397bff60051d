import type { Result } from '../../../core/result.ts';
import type { DesktopSession, SessionManager } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import type { BusError } from '../transport/bus-error.ts';
import { GNOME_SESSION, GnomeSession } from './gnome-session.ts';
import { KdeSession } from './kde-session.ts';
import { LxqtSession } from './lxqt-session.ts';
import { MateOrCinnamonSession, REQUEST } from './mate-and-cinnamon-session.ts';
import { isOwned } from './session-call.ts';
import { XfceSession } from './xfce-session.ts';

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
    const opened = await this.#open();
    if (!opened.ok) return null;
    const bus = opened.value;
    if (await isOwned(bus, GNOME_SESSION.destination)) return (await hasRequest(bus)) ? new MateOrCinnamonSession(bus) : new GnomeSession(bus);
    if (await isOwned(bus, 'org.kde.ksmserver')) return new KdeSession(bus, this.#isGoingDown);
    if (await isOwned(bus, 'org.xfce.SessionManager')) return new XfceSession(bus);
    return (await isOwned(bus, 'org.lxqt.session')) ? new LxqtSession(bus) : null;
  }
}

/** Three session managers have one name: the method tells them apart. */
async function hasRequest(bus: BusConnection): Promise<boolean> {
  const asked = await bus.call({ ...GNOME_SESSION, interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect', answer: 's', autoStart: false });
  return asked.ok && String(asked.value[0]).includes(`"${REQUEST}"`);
}

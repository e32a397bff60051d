import { err, type Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { watchSignals } from '../transport/watch-signals.ts';
import { GNOME_SESSION } from './gnome-session.ts';
import { requestedReboot } from './mate-and-cinnamon-session.ts';
import { callSession, sessionError } from './session-call.ts';

/** What cinnamon-session has for its question since 6.4, on its own object; Cinnamon itself draws that. */
export const CINNAMON_DIALOG = 'org.cinnamon.SessionManager.EndSessionDialog';

/**
 * cinnamon-session since 6.4: as before, but where a program objects it shows no question: it tells one that is not open, and waits for its
 * answer, while Cinnamon's own menu is refused. So we say no for it, and tell who objected. `Reboot` would open the question, but tells nobody of a no.
 * That the session ends only logind tells: cinnamon-session asks it, and waits. Errors besides: `failed` with the program and its reason.
 */
export class CinnamonSession implements SessionManager {
  readonly #bus: BusConnection;
  readonly #isGoingDown: () => Promise<boolean | null>;

  /** `isGoingDown` as in KdeSession. */
  constructor(bus: BusConnection, isGoingDown: () => Promise<boolean | null>) {
    this.#bus = bus;
    this.#isGoingDown = isGoingDown;
  }

  async restart(): Promise<Result<SessionOutcome, SessionError>> {
    const { destination: name, path } = GNOME_SESSION;
    let objection = '';
    const watching = await watchSignals(this.#bus, { name, path, interface: CINNAMON_DIALOG, member: 'InhibitorsChanged' }, {
      onSignal: (_, [objecting]) => {
        if (objection !== '') return;
        objection = objectionOf(objecting);
        if (objection !== '') void callSession(this.#bus, { ...GNOME_SESSION, interface: CINNAMON_DIALOG, member: 'Cancel', answer: '' });
      },
      onOwner: () => undefined,
    });
    if (!watching.ok) return err(sessionError(watching.error));
    const outcome = await requestedReboot(this.#bus, this.#isGoingDown);
    void watching.value();
    return outcome.ok && outcome.value === 'cancelled' && objection !== '' ? err({ kind: 'failed', detail: objection }) : outcome;
  }
}

/** The first of those who object, each with name, icon, reason and id, in words; empty: nobody. */
function objectionOf(objecting: unknown): string {
  const first: unknown = Array.isArray(objecting) ? objecting[0] : undefined;
  if (!Array.isArray(first)) return '';
  const [program, , reason] = first.map(String);
  return [program, reason].filter((words) => words !== undefined && words !== '').join(': ');
}

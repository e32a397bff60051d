import { err, type Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { callSession } from './session-call.ts';
import { watchedEnd } from './watched-end.ts';

/** ksmserver, which asks programs and is there for as long as the session. */
export const KSMSERVER = { destination: 'org.kde.ksmserver', path: '/KSMServer', interface: 'org.kde.KSMServerInterface' } as const;
/** plasma-shutdown, which the bus starts to end a session; after other calls it stays, and does nothing. */
const KDE_SHUTDOWN = { destination: 'org.kde.Shutdown', path: '/Shutdown', interface: 'org.kde.Shutdown' } as const;
/** Between the end of plasma-shutdown and the word that it has asked logind. */
const LOOK_AGAIN_MS = 400;

/**
 * Plasma: `logoutAndReboot` asks programs and closes their windows, without the question of org.kde.LogoutPrompt, and answers at once. It tells
 * nobody more. A plasma-shutdown that ends while the machine stays up was cancelled; where all agree ksmserver ends, and plasma-shutdown only with
 * the bus.
 */
export class KdeSession implements SessionManager {
  readonly #bus: BusConnection;
  readonly #isGoingDown: () => Promise<boolean | null>;

  /** `isGoingDown`: of logind; null where it does not answer, as one does that goes down. */
  constructor(bus: BusConnection, isGoingDown: () => Promise<boolean | null>) {
    this.#bus = bus;
    this.#isGoingDown = isGoingDown;
  }

  async restart(): Promise<Result<SessionOutcome, SessionError>> {
    const { destination: name, path, interface: of } = KDE_SHUTDOWN;
    const ending = await callSession(this.#bus, { ...KSMSERVER, member: 'isShuttingDown', answer: 'b' });
    if (ending.ok && ending.value[0] === true) return err({ kind: 'busy', detail: '' });
    return watchedEnd(this.#bus, {
      signals: { name, path, interface: of },
      meaning: () => null,
      onGone: () => this.#whyGone(),
      endsWith: KSMSERVER.destination,
      ask: () => callSession(this.#bus, { ...KDE_SHUTDOWN, member: 'logoutAndReboot', answer: '', autoStart: true }),
    });
  }

  async #whyGone(): Promise<SessionOutcome> {
    if ((await this.#isGoingDown()) !== false) return 'ending';
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    return (await this.#isGoingDown()) === false ? 'cancelled' : 'ending';
  }
}

import { err, ok, type Result } from '../../../core/result.ts';
import type { SessionError, SessionManager, SessionOutcome } from '../../../ports/session-manager.ts';
import type { BusConnection } from '../transport/bus-connection.ts';
import { sessionError } from './session-call.ts';

const LXQT_SESSION = { destination: 'org.lxqt.session', path: '/LXQtSession', interface: 'org.lxqt.session' } as const;
/** An error comes at once; otherwise the method answers nobody. */
const NO_ANSWER_MS = 1_000;

/** lxqt-session: `reboot` ends what it has started, as LXQt's own menu does, and asks logind; it tells nobody, and nobody can cancel it. */
export class LxqtSession implements SessionManager {
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async restart(): Promise<Result<SessionOutcome, SessionError>> {
    const asked = await this.#bus.call({ ...LXQT_SESSION, member: 'reboot', answer: '', autoStart: false, timeoutMs: NO_ANSWER_MS });
    return asked.ok || asked.error.kind !== 'remote' ? ok('untold') : err(sessionError(asked.error));
  }
}

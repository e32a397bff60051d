import { Logind } from '../../adapters/dbus/logind.ts';
import { BusSession } from '../../adapters/dbus/session-managers/find-session-manager.ts';
import type { BusCall, BusCaller, BusConnection } from '../../adapters/dbus/transport/bus-connection.ts';
import { DBUS_ERROR, type BusError } from '../../adapters/dbus/transport/bus-error.ts';
import { BUS_NAME } from '../../contracts/names.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { Result } from '../../core/result.ts';
import type { NextRestart } from '../../ports/next-restart.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import type { DesktopSession } from '../../ports/session-manager.ts';
import { withOwnSight, type OwnSight } from '../../use-cases/with-own-sight.ts';
import { withoutSessionLocks } from '../../use-cases/without-session-locks.ts';
import { DialogLine, isAborted, type OwnLine } from '../bus/dialog-line.ts';
import { AppService } from '../start-up/app-service.ts';
import { SESSION_ENDS_MS, untilGivenUp } from './given-up.ts';

/** What one restart calls; its password dialogs go when it is cancelled. */
export interface RestartCalls {
  readonly service: QuickRestartService;
  readonly restartManager: RestartManager;
  readonly nextRestart: NextRestart;
  /** Absent where there is no desktop session to ask. */
  readonly session?: DesktopSession;
  /** A load or unload got no answer: nobody knows whether it is still being done. */
  readonly isUnanswered: () => boolean;
  /** After the restart was accepted: resolves where it was given up again, and only there. A session takes its time to end. */
  readonly givenUp: (throughSession: boolean) => Promise<void>;
}

/** Where the calls go; `isLoaded` as in AppService. */
export interface RestartBus {
  readonly kept: BusCaller;
  readonly open: () => Promise<Result<OwnLine, BusError>>;
  readonly isLoaded: () => boolean | null;
  /** The connection to the session's bus. */
  readonly openSession: () => Promise<Result<BusConnection, BusError>>;
}

/** Helper and logind for one restart, which `signal` cancels; what is planned for it sees what was seen when it was shown. */
export function restartCalls({ kept, open, isLoaded, openSession }: RestartBus, sight: OwnSight, signal: AbortSignal): RestartCalls {
  const line = new Listened(new DialogLine(kept, open, signal), signal);
  const logind = new Logind(line);
  const session = new BusSession(openSession, () => logind.isGoingDown());
  return {
    service: withOwnSight(new AppService(line, isLoaded), sight),
    restartManager: withoutSessionLocks(logind, session),
    nextRestart: logind,
    session,
    isUnanswered: () => line.isUnanswered,
    givenUp: (throughSession) => untilGivenUp(() => logind.isGoingDown(), throughSession ? SESSION_ENDS_MS : 0),
  };
}

/** Notes whether a call that loads or unloads stayed without an answer. */
class Listened implements BusCaller {
  isUnanswered = false;
  readonly #line: BusCaller;
  readonly #signal: AbortSignal;

  constructor(line: BusCaller, signal: AbortSignal) {
    this.#line = line;
    this.#signal = signal;
  }

  async call(call: BusCall): Promise<Result<readonly unknown[], BusError>> {
    const wasCancelled = this.#signal.aborted;
    const answer = await this.#line.call(call);
    const isOurs = call.interactive === true && !wasCancelled && isAborted(this.#signal); // we hung up, and the helper knows it
    if (!answer.ok && isSilence(answer.error) && !isOurs && loads(call)) this.isUnanswered = true;
    return answer;
  }
}

/** Also where the bus answers for a service that ended in the middle. */
function isSilence({ kind, name }: BusError): boolean {
  return kind !== 'remote' || name === DBUS_ERROR.noReply;
}

function loads({ destination, member }: BusCall): boolean {
  return destination === BUS_NAME && (member === 'Load' || member === 'Unload');
}

import { Logind } from '../../adapters/dbus/logind.ts';
import type { BusCall, BusCaller } from '../../adapters/dbus/transport/bus-connection.ts';
import { DBUS_ERROR, type BusError } from '../../adapters/dbus/transport/bus-error.ts';
import { BUS_NAME } from '../../contracts/names.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { Result } from '../../core/result.ts';
import type { NextRestart } from '../../ports/next-restart.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import { withOwnSight, type OwnSight } from '../../use-cases/with-own-sight.ts';
import { DialogLine, isAborted, type OwnLine } from '../bus/dialog-line.ts';
import { AppService } from '../start-up/app-service.ts';
import { untilGivenUp } from './given-up.ts';

/** What one restart calls; its password dialogs go when it is cancelled. */
export interface RestartCalls {
  readonly service: QuickRestartService;
  readonly restartManager: RestartManager;
  readonly nextRestart: NextRestart;
  /** A load or unload got no answer: nobody knows whether it is still being done. */
  readonly isUnanswered: () => boolean;
  /** After the restart manager has accepted: resolves where it gave the restart up again, and only there. */
  readonly givenUp: () => Promise<void>;
}

/** Where the calls go; `isLoaded` as in AppService. */
export interface RestartBus {
  readonly kept: BusCaller;
  readonly open: () => Promise<Result<OwnLine, BusError>>;
  readonly isLoaded: () => boolean | null;
}

/** Helper and logind for one restart, which `signal` cancels; what is planned for it sees what was seen when it was shown. */
export function restartCalls({ kept, open, isLoaded }: RestartBus, sight: OwnSight, signal: AbortSignal): RestartCalls {
  const line = new Listened(new DialogLine(kept, open, signal), signal);
  const logind = new Logind(line);
  return {
    service: withOwnSight(new AppService(line, isLoaded), sight),
    restartManager: logind,
    nextRestart: logind,
    isUnanswered: () => line.isUnanswered,
    givenUp: () => untilGivenUp(() => logind.isGoingDown()),
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

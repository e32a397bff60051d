import type { BusCall, BusCaller } from '../../adapters/dbus/transport/bus-connection.ts';
import { BUS } from '../../adapters/dbus/transport/bus-connection.ts';
import type { BusError } from '../../adapters/dbus/transport/bus-error.ts';
import type { Result } from '../../core/result.ts';

/** A connection that one call is made on. */
export interface OwnLine extends BusCaller {
  readonly uniqueName: string;
  close(): Promise<void>;
}

const ASK_AGAIN_MS = 20;
const MOST_QUESTIONS = 250;

/**
 * The bus for the calls of one restart. A call that may show a password dialog gets a connection of its own, which is closed when
 * `signal` aborts: services see the caller go, polkit takes the dialog away, and the helper drops what it was doing for it. All else, and
 * what is called after the abort to clean up, goes over the kept connection.
 */
export class DialogLine implements BusCaller {
  readonly #kept: BusCaller;
  readonly #open: () => Promise<Result<OwnLine, BusError>>;
  readonly #signal: AbortSignal;

  constructor(kept: BusCaller, open: () => Promise<Result<OwnLine, BusError>>, signal: AbortSignal) {
    this.#kept = kept;
    this.#open = open;
    this.#signal = signal;
  }

  /** Errors: those of the connection; `disconnected` where the abort ended the call. */
  async call(call: BusCall): Promise<Result<readonly unknown[], BusError>> {
    if (call.interactive !== true || this.#signal.aborted) return this.#kept.call(call);
    const opened = await this.#open();
    if (!opened.ok) return opened;
    const line = opened.value;
    const hangUp = (): void => void line.close();
    this.#signal.addEventListener('abort', hangUp, { once: true });
    if (isAborted(this.#signal)) hangUp();
    const answer = await line.call(call);
    this.#signal.removeEventListener('abort', hangUp);
    await line.close();
    if (isAborted(this.#signal)) await this.#untilGone(line.uniqueName);
    return answer;
  }

  /** Once the bus says that nobody has the name, every service hears of that before it hears our next call: it answers as one that has dropped the work. */
  async #untilGone(uniqueName: string): Promise<void> {
    for (let question = 0; question < MOST_QUESTIONS; question += 1) {
      const asked = await this.#kept.call({ destination: BUS.name, path: BUS.path, interface: BUS.interface, member: 'NameHasOwner', signature: 's', body: [uniqueName], answer: 'b' });
      if (!asked.ok || asked.value[0] !== true) return;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

/** Whether it has aborted by now: during an await, say, which the type checker does not see. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

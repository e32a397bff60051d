import { BusConnection, type BusCall, type BusCaller } from '../../adapters/dbus/transport/bus-connection.ts';
import type { BusError } from '../../adapters/dbus/transport/bus-error.ts';
import { err, ok, type Result } from '../../core/result.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** What is done on each new connection: watches are set up anew. */
export type OnConnection = (bus: BusConnection) => Promise<void>;

/**
 * A connection to a message bus that outlives the bus: when it ends it is opened again, after 1 s, then 2, 4 … 60 s. While it
 * stands, no timer runs. A call while it is down tries at once, because somebody waits for it.
 */
export class KeptConnection implements BusCaller {
  readonly #address: string;
  readonly #listeners: OnConnection[] = [];
  #current: BusConnection | null = null;
  #opening: Promise<Result<BusConnection, BusError>> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #waitMs = FIRST_WAIT_MS;
  #stopped = false;

  constructor(address: string) {
    this.#address = address;
  }

  /** Does `listener` on the connection that stands, and on each later one. */
  onConnection(listener: OnConnection): void {
    this.#listeners.push(listener);
    if (this.#current !== null) void listener(this.#current);
  }

  /** Calls over the connection; errors: those of the connection, and `disconnected` where none can be had. */
  async call(call: BusCall): Promise<Result<readonly unknown[], BusError>> {
    const bus = await this.open();
    return bus.ok ? bus.value.call(call) : bus;
  }

  /** The connection that stands, or a new one. From now on it is kept. */
  open(): Promise<Result<BusConnection, BusError>> {
    if (this.#current !== null) return Promise.resolve(ok(this.#current));
    this.#opening ??= this.#connect().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async close(): Promise<void> {
    this.#stopped = true;
    this.#clearTimer();
    await this.#current?.close();
  }

  async #connect(): Promise<Result<BusConnection, BusError>> {
    this.#clearTimer();
    const opened = await BusConnection.open(this.#address);
    if (!opened.ok) {
      this.#tryLater();
      return err(opened.error);
    }
    const bus = opened.value;
    this.#current = bus;
    this.#waitMs = FIRST_WAIT_MS;
    void bus.closed.then(() => {
      this.#current = null;
      this.#tryLater();
    });
    for (const listener of this.#listeners) void listener(bus);
    return ok(bus);
  }

  #tryLater(): void {
    if (this.#stopped || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.open();
    }, this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

import type { BusConnection } from '../../adapters/dbus/transport/bus-connection.ts';
import { watchSignals } from '../../adapters/dbus/transport/watch-signals.ts';
import type { Reading } from '../../contracts/app/settings-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import { MANAGER } from '../../contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../contracts/names.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { Result } from '../../core/result.ts';
import type { Store } from './store.ts';

const PROPERTIES = 'org.freedesktop.DBus.Properties';

/**
 * Keeps what the helper says in the store: read once, and again whenever the helper says that it changed or somebody opens
 * a menu or a window. The helper may end when it is idle; that is no change.
 */
export class HelperFollower {
  readonly #state: Reread;
  readonly #entries: Reread;

  constructor(service: QuickRestartService, store: Store) {
    this.#state = new Reread(async () => store.change({ service: asReading(await service.state()) }));
    this.#entries = new Reread(async () => store.change({ entries: asReading(await service.listEntries()) }));
  }

  /** Watches the helper on this connection, and reads all. */
  async follow(bus: BusConnection): Promise<void> {
    const where = { name: BUS_NAME, path: OBJECT_PATH };
    await watchSignals(bus, { ...where, interface: PROPERTIES }, {
      onSignal: () => this.stateChanged(),
      // A helper that somebody else woke may know more than the last one.
      onOwner: (owner) => (owner === '' ? undefined : this.stateChanged()),
    });
    await watchSignals(bus, { ...where, interface: MANAGER.name }, { onSignal: () => this.entriesChanged(), onOwner: () => undefined });
    await this.readAll();
  }

  async readAll(): Promise<void> {
    await Promise.all([this.readState(), this.readEntries()]);
  }

  /** Reads the properties; while they are being read, nobody asks twice. */
  readState(): Promise<void> {
    return this.#state.read();
  }

  readEntries(): Promise<void> {
    return this.#entries.read();
  }

  /** The helper says that its properties are others now. */
  stateChanged(): void {
    void this.#state.readAfter();
  }

  entriesChanged(): void {
    void this.#entries.readAfter();
  }
}

/** A reading that is done once at a time. */
class Reread {
  readonly #once: () => Promise<void>;
  #running: Promise<void> | null = null;
  #changes = 0;

  constructor(once: () => Promise<void>) {
    this.#once = once;
  }

  read(): Promise<void> {
    this.#running ??= this.#untilFresh();
    return this.#running;
  }

  /** Something has changed: an answer that is on its way may be older, so it is read once more behind it. */
  readAfter(): Promise<void> {
    this.#changes += 1;
    return this.read();
  }

  async #untilFresh(): Promise<void> {
    try {
      let known = -1;
      while (known !== this.#changes) {
        known = this.#changes;
        await this.#once();
      }
    } finally {
      this.#running = null;
    }
  }
}

/** An answer as windows show it. */
export function asReading<T>(read: Result<T, Failure>): Reading<T> {
  return read.ok ? { kind: 'read', value: read.value } : { kind: 'failed', failure: read.error };
}

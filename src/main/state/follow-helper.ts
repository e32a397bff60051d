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
  readonly #service: QuickRestartService;
  readonly #store: Store;
  #readingState: Promise<void> | null = null;
  #readingEntries: Promise<void> | null = null;

  constructor(service: QuickRestartService, store: Store) {
    this.#service = service;
    this.#store = store;
  }

  /** Watches the helper on this connection, and reads all. */
  async follow(bus: BusConnection): Promise<void> {
    const where = { name: BUS_NAME, path: OBJECT_PATH };
    await watchSignals(bus, { ...where, interface: PROPERTIES }, {
      onSignal: () => void this.readState(),
      // A helper that somebody else woke may know more than the last one; the one that we woke is being read already.
      onOwner: (owner) => (owner === '' ? undefined : void this.readState()),
    });
    await watchSignals(bus, { ...where, interface: MANAGER.name }, { onSignal: () => void this.readEntries(), onOwner: () => undefined });
    await this.readAll();
  }

  async readAll(): Promise<void> {
    await Promise.all([this.readState(), this.readEntries()]);
  }

  /** Reads the properties; while they are being read, nobody asks twice. */
  readState(): Promise<void> {
    this.#readingState ??= this.#service
      .state()
      .then((read) => this.#store.change({ service: asReading(read) }))
      .finally(() => (this.#readingState = null));
    return this.#readingState;
  }

  readEntries(): Promise<void> {
    this.#readingEntries ??= this.#service
      .listEntries()
      .then((read) => this.#store.change({ entries: asReading(read) }))
      .finally(() => (this.#readingEntries = null));
    return this.#readingEntries;
  }
}

/** An answer as windows show it. */
export function asReading<T>(read: Result<T, Failure>): Reading<T> {
  return read.ok ? { kind: 'read', value: read.value } : { kind: 'failed', failure: read.error };
}

import type { EntryList, ServiceState } from '../contracts/quick-restart-service.ts';
import { CHANGING_PROPERTIES, encodeServiceState } from '../adapters/dbus/service-state.ts';

/** Where changes are told; ObjectServer is one. */
export interface Announcer {
  emit(signal: 'EntriesChanged'): void;
  emitChanged(values: Readonly<Record<string, unknown>>, names: readonly string[]): void;
}

/**
 * Compares what was just read with what was read before, and tells the differences. What nobody has read yet is compared with
 * nothing: a state read after a change, with none before, counts as changed.
 */
export class ChangeNotifier {
  readonly #announcer: Announcer;
  #state: ServiceState | null = null;
  #entries: string | null = null;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /** A state was read; `afterChange`: because something was just changed. */
  stateRead(state: ServiceState, afterChange: boolean): void {
    const values = encodeServiceState(state);
    const before = this.#state === null ? null : encodeServiceState(this.#state);
    const changed = CHANGING_PROPERTIES.filter((name) => (before === null ? afterChange : JSON.stringify(before[name]) !== JSON.stringify(values[name])));
    this.#state = state;
    if (changed.length > 0) this.#announcer.emitChanged(values, changed);
  }

  /** The entries were read. */
  entriesRead(list: EntryList): void {
    const now = JSON.stringify(list.entries);
    if (this.#entries !== null && this.#entries !== now) this.#announcer.emit('EntriesChanged');
    this.#entries = now;
  }

  /** The boot loader's default was changed, which is part of the entries. */
  entriesChanged(): void {
    this.#entries = null;
    this.#announcer.emit('EntriesChanged');
  }
}

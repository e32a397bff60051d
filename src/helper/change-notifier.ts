import { createHash } from 'node:crypto';
import type { EntryList, ServiceState } from '../contracts/quick-restart-service.ts';
import { CHANGING_PROPERTIES, encodeServiceState } from '../adapters/dbus/service-state.ts';
import type { RuntimeNote } from '../ports/restart-source.ts';

/** Where changes are told; ObjectServer is one. */
export interface Announcer {
  emit(signal: 'EntriesChanged'): void;
  emitChanged(values: Readonly<Record<string, unknown>>, names: readonly string[]): void;
}

/** What clients know: each changing property as text, and a digest of the entries; null where nobody has read them. */
interface Told {
  readonly properties: Readonly<Record<string, string>> | null;
  readonly entries: string | null;
}

/** Where what was told is kept while no helper runs. */
export interface ToldMemory {
  readonly note: RuntimeNote;
  /** It could not be kept: a client may hear of a change twice. */
  readonly onFailure: (detail: string) => void;
}

const NOTHING: Told = { properties: null, entries: null };
/** A note that is there and cannot be read: clients know something, and nobody knows what. Everything differs from it. */
const UNKNOWN: Told = { properties: {}, entries: '' };

/**
 * Compares what was just read with what was told last, by this helper or by one before it since the machine started, and tells the
 * differences. What nobody has read yet is compared with nothing: a state read after a change, with none before, counts as changed.
 */
export class ChangeNotifier {
  readonly #announcer: Announcer;
  readonly #memory: ToldMemory | null;
  #told: Told;

  constructor(announcer: Announcer, memory: ToldMemory | null = null) {
    this.#announcer = announcer;
    this.#memory = memory;
    this.#told = memory === null ? NOTHING : remembered(memory.note);
  }

  /** A state was read; `afterChange`: because something was just changed. */
  stateRead(state: ServiceState, afterChange: boolean): void {
    const values = encodeServiceState(state);
    const before = this.#told.properties;
    const now = Object.fromEntries(CHANGING_PROPERTIES.map((name) => [name, JSON.stringify(values[name])]));
    const changed = CHANGING_PROPERTIES.filter((name) => (before === null ? afterChange : before[name] !== now[name]));
    if (changed.length > 0) this.#announcer.emitChanged(values, changed);
    if (before === null || changed.length > 0) this.#remember({ ...this.#told, properties: now });
  }

  /** The entries were read. */
  entriesRead(list: EntryList): void {
    const before = this.#told.entries;
    const now = createHash('sha256').update(JSON.stringify(list.entries)).digest('hex');
    if (before === now) return;
    if (before !== null) this.#announcer.emit('EntriesChanged');
    this.#remember({ ...this.#told, entries: now });
  }

  /** The boot loader's default was changed, which is part of the entries. */
  entriesChanged(): void {
    this.#announcer.emit('EntriesChanged');
    this.#remember({ ...this.#told, entries: null });
  }

  #remember(told: Told): void {
    this.#told = told;
    if (this.#memory === null) return;
    const written = this.#memory.note.write(`${JSON.stringify({ schema: 1, ...told })}\n`);
    if (!written.ok) this.#memory.onFailure(written.error);
  }
}

function remembered(note: RuntimeNote): Told {
  const read = note.read();
  if (read.kind !== 'text') return read.kind === 'none' ? NOTHING : UNKNOWN;
  try {
    const stored: unknown = JSON.parse(read.text);
    return isTold(stored) ? stored : UNKNOWN;
  } catch {
    return UNKNOWN; // cut off, or emptied because it could not be replaced
  }
}

function isTold(value: unknown): value is Told {
  if (typeof value !== 'object' || value === null || !('schema' in value) || !('properties' in value) || !('entries' in value)) return false;
  const { schema, properties, entries } = value;
  const texts = properties === null || (typeof properties === 'object' && Object.values(properties).every((one) => typeof one === 'string'));
  return schema === 1 && texts && (entries === null || typeof entries === 'string');
}

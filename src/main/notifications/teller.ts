import type { Notice, Notifications } from '../../adapters/dbus/notifications.ts';
import type { KeptJson } from '../../adapters/user-files/kept-json.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { Translator } from '../../words/index.ts';
import type { AppState } from '../state/app-state.ts';
import type { Store } from '../state/store.ts';
import { USUAL, type Fulfil } from '../wishes.ts';
import { forgotten, shouldTell, type Moment } from './decide.ts';
import { LATERS, laterMs, type Later } from './later.ts';
import type { Memory } from './memory.ts';
import { ACTION, dueNotice, laterNotice, noPanelNotice } from './notices.ts';

/** What the teller uses of the desktop's notifications. */
export type Voice = Pick<Notifications, 'show' | 'close' | 'watch'>;

/** What telling needs. */
export interface TellerParts {
  readonly store: Store;
  readonly service: QuickRestartService;
  readonly words: Translator;
  readonly fulfil: Fulfil;
  readonly memory: Pick<KeptJson<Memory>, 'read' | 'write'>;
  readonly moment: () => Moment;
}

/** A desktop may bring its panel up after its programs. */
const PANEL_COMES_WITHIN_MS = 15_000;

/** Tells a person what they should know, and does what they answer. Without a notification server it stays silent. */
export class Teller {
  readonly #parts: TellerParts;
  #memory: Memory;
  #notifications: Voice | null = null;
  /** The notification that stands, of each kind; 0: none. */
  readonly #shown = { due: 0, panel: 0 };
  #telling = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: TellerParts) {
    this.#parts = parts;
    this.#memory = parts.memory.read().value;
    parts.store.onChange((state) => this.look(state));
  }

  /** Speaks over this connection from now on. */
  async speakOver(notifications: Voice): Promise<void> {
    this.#notifications = notifications;
    await notifications.watch((id, action) => this.#answer(id, action));
    setTimeout(() => void this.#tellNoPanel(), PANEL_COMES_WITHIN_MS);
    this.look(this.#parts.store.state);
  }

  /** Looks whether there is something to tell; also after a sleep, when clocks have gone on without us. */
  look(state: AppState): void {
    const fresh = forgotten(state, this.#memory);
    if (fresh !== null) {
      this.#remember(fresh);
      this.#takeAway();
    }
    if (shouldTell(state, this.#memory, this.#parts.moment())) void this.#tellDue();
    else this.#wakeLater();
  }

  async #tellDue(): Promise<void> {
    if (this.#telling || this.#notifications === null) return;
    this.#telling = true;
    const { service, store, words, moment } = this.#parts;
    const plan = await service.plan('');
    this.#telling = false;
    const { service: known } = store.state;
    // Some time has passed.
    if (known.kind !== 'read' || !shouldTell(store.state, this.#memory, moment())) return;
    this.#remember({ ...this.#memory, toldInBoot: moment().bootId, laterUntilMs: null });
    this.#shown.due = await this.#show({ ...dueNotice(known.value.restartReasons.map(words.message), plan.ok ? plan.value : null, words), replaces: this.#shown.due });
  }

  async #tellNoPanel(): Promise<void> {
    if (this.#parts.store.state.trayHost !== false || this.#memory.toldNoPanel) return;
    this.#shown.panel = await this.#show({ ...noPanelNotice(this.#parts.words), replaces: 0 });
    if (this.#shown.panel !== 0) this.#remember({ ...this.#memory, toldNoPanel: true });
  }

  #answer(id: number, action: string): void {
    if (id === 0 || (id !== this.#shown.due && id !== this.#shown.panel)) return;
    const later = LATERS.find((one) => one === action);
    if (later !== undefined) this.#postpone(later);
    else if (action === ACTION.later) void this.#show({ ...laterNotice(this.#parts.words), replaces: 0 }).then((shown) => (this.#shown.due = shown));
    else this.#parts.fulfil({ kind: 'restart', how: action === ACTION.quick ? 'quick' : action === ACTION.full ? 'full' : null, goal: USUAL });
  }

  #postpone(later: Later): void {
    this.#remember({ ...this.#memory, laterUntilMs: laterMs(later, this.#parts.moment().nowMs) });
    this.#takeAway();
    this.#wakeLater();
  }

  /** The one timer, and only where a person asked to be reminded. */
  #wakeLater(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waitMs = (this.#memory.laterUntilMs ?? 0) - this.#parts.moment().nowMs;
    // A time that has come without telling waits for something else: for the package manager, say. Its end will be told.
    if (waitMs > 0) this.#timer = setTimeout(() => this.look(this.#parts.store.state), waitMs);
  }

  #takeAway(): void {
    if (this.#shown.due !== 0) void this.#notifications?.close(this.#shown.due);
    this.#shown.due = 0;
  }

  async #show(notice: Notice): Promise<number> {
    const shown = await this.#notifications?.show(notice);
    return shown?.ok === true ? shown.value : 0;
  }

  #remember(memory: Memory): void {
    this.#memory = memory;
    this.#parts.memory.write(memory); // on a full disk it is told once more after the next start; no harm
  }
}

import type { Notice, Notifications } from '../../adapters/dbus/notifications.ts';
import type { KeptJson } from '../../adapters/user-files/kept-json.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { Translator } from '../../words/index.ts';
import type { AppState } from '../state/app-state.ts';
import type { Store } from '../state/store.ts';
import { USUAL, type Fulfil, type Wish } from '../wishes.ts';
import { forgotten, isToBeTold, quietEnd, shouldTell, untoldFailure, type Moment } from './decide.ts';
import { LATERS, laterMs, type Later } from './later.ts';
import type { Memory } from './memory.ts';
import { ACTION, dueNotice, failedNotice, laterNotice, noPanelNotice } from './notices.ts';

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

/** The notification that stands, of each kind; 0: none. */
const NONE_SHOWN = { due: 0, panel: 0, failure: 0 };
/** Timers of more than 24.8 days go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A desktop may bring its panel up after its programs. */
const PANEL_COMES_WITHIN_MS = 15_000;

/** Tells a person what they should know, and does what they answer. Without a notification server it stays silent. */
export class Teller {
  readonly #parts: TellerParts;
  #memory: Memory;
  #notifications: Voice | null = null;
  #shown = NONE_SHOWN;
  #telling = false;
  /** Nobody showed the last one: it is not tried again before a server comes. */
  #unheard = false;
  #panelHadTime = false;
  /** That no panel shows the icon waits for the end of quiet hours. */
  #panelWaits = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(parts: TellerParts) {
    this.#parts = parts;
    this.#memory = parts.memory.read().value;
    parts.store.onChange((state) => this.look(state));
  }

  /** Speaks over this connection from now on. */
  async speakOver(notifications: Voice): Promise<void> {
    this.#notifications = notifications;
    this.#startAnew();
    await notifications.watch({
      onAction: (id, action) => this.#answer(id, action),
      onClosed: (id) => void this.#forget(id),
      onServer: (isThere) => {
        this.#startAnew();
        if (isThere) this.#lookAgain();
      },
    });
    setTimeout(() => {
      this.#panelHadTime = true;
      void this.#tellNoPanel();
    }, PANEL_COMES_WITHIN_MS);
    this.#lookAgain();
  }

  /** Looks whether there is something to tell; also after a sleep, when clocks have gone on without us. */
  look(state: AppState): void {
    const fresh = forgotten(state, this.#memory);
    if (fresh !== null) {
      this.#remember(fresh);
      this.#takeAway();
    }
    void this.#tellFailure(state);
    if (this.#panelWaits) void this.#tellNoPanel();
    if (shouldTell(state, this.#memory, this.#parts.moment())) void this.#tellDue();
    this.#wakeLater();
  }

  async #tellDue(): Promise<void> {
    if (this.#telling || this.#unheard || this.#notifications === null) return;
    this.#telling = true;
    const { service, store, moment } = this.#parts;
    const plan = await service.plan('');
    // Some time has passed.
    if (shouldTell(store.state, this.#memory, moment())) await this.#showDue(plan.ok ? plan.value : null);
    else this.#wakeLater();
    this.#telling = false;
  }

  /** It counts as told once a server has taken it. */
  async #showDue(plan: RestartPlan | null): Promise<void> {
    const { store, words, moment } = this.#parts;
    const { service: known } = store.state;
    const reasons = known.kind === 'read' ? known.value.restartReasons.map(words.message) : [];
    const due = await this.#show({ ...dueNotice(reasons, plan, words), replaces: this.#shown.due });
    this.#unheard = due === 0;
    if (this.#unheard) return;
    this.#shown = { ...this.#shown, due };
    this.#remember({ ...this.#memory, toldInBoot: moment().bootId, laterUntilMs: null });
    this.look(store.state); // it may have stopped being due meanwhile
  }

  /** Remembered before it is shown: a second look in between must not tell it twice. */
  async #tellFailure(state: AppState): Promise<void> {
    const failure = untoldFailure(state, this.#memory);
    if (failure === null || this.#notifications === null || quietEnd(state, this.#parts.moment()) !== null) return;
    this.#remember({ ...this.#memory, toldFailureMs: failure.atMs });
    const shown = await this.#show({ ...failedNotice(failure, this.#parts.words), replaces: this.#shown.failure });
    this.#shown = { ...this.#shown, failure: shown };
  }

  async #tellNoPanel(): Promise<void> {
    const { store, moment, words } = this.#parts;
    const isToTell = this.#panelHadTime && this.#shown.panel === 0 && store.state.trayHost === false && !this.#memory.toldNoPanel;
    this.#panelWaits = isToTell && quietEnd(store.state, moment()) !== null;
    if (this.#panelWaits) this.#wakeLater();
    if (!isToTell || this.#panelWaits) return;
    const panel = await this.#show({ ...noPanelNotice(words), replaces: 0 });
    this.#shown = { ...this.#shown, panel };
    if (panel !== 0) this.#remember({ ...this.#memory, toldNoPanel: true });
  }

  /** A press ends what was pressed: servers close it, and may give its id to somebody else's. */
  #answer(id: number, action: string): void {
    if (!this.#forget(id)) return;
    const later = LATERS.find((one) => one === action);
    if (later !== undefined) this.#postpone(later);
    else if (action === ACTION.later) void this.#show({ ...laterNotice(this.#parts.words), replaces: 0 }).then((due) => (this.#shown = { ...this.#shown, due }));
    else this.#parts.fulfil(restartWish(action));
  }

  /** false: it is none of ours that stands. */
  #forget(id: number): boolean {
    const { due, panel, failure } = this.#shown;
    if (id === 0 || ![due, panel, failure].includes(id)) return false;
    this.#shown = { due: due === id ? 0 : due, panel: panel === id ? 0 : panel, failure: failure === id ? 0 : failure };
    return true;
  }

  /** Another server: what was shown is gone, and what nobody showed may be shown now. */
  #startAnew(): void {
    this.#shown = NONE_SHOWN;
    this.#unheard = false;
  }

  #lookAgain(): void {
    void this.#tellNoPanel();
    this.look(this.#parts.store.state);
  }

  #postpone(later: Later): void {
    this.#remember({ ...this.#memory, laterUntilMs: laterMs(later, this.#parts.moment().nowMs) });
    this.#takeAway();
    this.#wakeLater();
  }

  /** The one timer, and only where a person asked to be reminded, or something waits for the end of quiet hours. */
  #wakeLater(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const { store, moment } = this.#parts;
    const now = moment();
    const waits = isToBeTold(store.state, this.#memory, now) || untoldFailure(store.state, this.#memory) !== null || this.#panelWaits;
    const times = [this.#memory.laterUntilMs, waits ? quietEnd(store.state, now) : null];
    // A time that has come without telling waits for something else: for the package manager, say. Its end will be told.
    const toCome = times.filter((atMs) => atMs !== null).map((atMs) => atMs - now.nowMs).filter((waitMs) => waitMs > 0);
    if (toCome.length > 0) this.#timer = setTimeout(() => this.look(store.state), Math.min(...toCome, LONGEST_TIMER_MS));
  }

  #takeAway(): void {
    if (this.#shown.due !== 0) void this.#notifications?.close(this.#shown.due);
    this.#shown = { ...this.#shown, due: 0 };
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

/** Only a button with the word on it says that a restart is wanted: who opens a notification wants to see what it is about. */
function restartWish(action: string): Wish {
  const how = action === ACTION.quick ? 'quick' : action === ACTION.full ? 'full' : null;
  return { kind: 'restart', how, goal: USUAL, waits: how === null };
}

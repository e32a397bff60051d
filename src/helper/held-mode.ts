import { ACTIONS } from '../contracts/actions.ts';
import { failure } from '../contracts/failure.ts';
import { NEXT_HOLDS_SECONDS, type EveryRestart } from '../core/every-restart/mode.ts';
import { err, ok } from '../core/result.ts';
import { say } from '../core/sentence.ts';
import type { Journal } from '../ports/journal.ts';
import type { Engine } from '../use-cases/engine.ts';
import type { ChangeNotifier } from './change-notifier.ts';
import type { Timers } from './idle-exit.ts';

/** What a HeldMode works with. */
export interface HeldModeParts {
  readonly engine: Pick<Engine, 'state' | 'setEveryRestart'>;
  readonly notifier: Pick<ChangeNotifier, 'stateRead'>;
  readonly journal: Pick<Journal, 'info' | 'warning'>;
  /** Whether the machine goes down, which ends callers too; null: nobody answers, which is what going down looks like. */
  readonly isGoingDown: () => Promise<boolean | null>;
  /** Hears whether anybody's leaving counts: then this process must not end by itself. */
  readonly onHeld: (isHeld: boolean) => void;
  readonly timers: Timers;
}

/** Who has set a mode, by the unique bus name, and what it was before. */
export interface Holder {
  readonly sender: string;
  readonly before: EveryRestart;
}

interface Held extends Holder {
  readonly mode: EveryRestart;
  readonly timer: unknown;
}

/**
 * `once` or `skip` that counts only while its caller is on the bus: who asks for it, then a person, and ends in between has asked for no restart. It
 * is taken back then, where logind says that the machine stays up; services stop in any order. Whoever sets the mode last decides whether it is held.
 */
export class HeldMode {
  readonly #parts: HeldModeParts;
  #held: Held | null = null;

  constructor(parts: HeldModeParts) {
    this.#parts = parts;
  }

  /** Somebody has set the mode. `holder`: it is to count only while they are on the bus; null: for itself. */
  wasSet(holder: Holder | null): void {
    const before = this.#held?.before ?? holder?.before;
    const mode = holder === null ? null : modeNow(this.#parts.engine);
    if (holder === null || before === undefined || mode === null || mode === before) this.#hold(null);
    else this.#hold({ sender: holder.sender, before, mode, timer: this.#parts.timers.set(() => this.#hold(null), NEXT_HOLDS_SECONDS * 1000) });
  }

  /** Somebody has left the bus. */
  async left(name: string): Promise<void> {
    const held = this.#held;
    if (held?.sender !== name) return;
    const isGoingDown = await this.#parts.isGoingDown();
    if (this.#held !== held) return; // somebody has set it meanwhile: it is theirs
    if (isGoingDown === false && modeNow(this.#parts.engine) === held.mode) await this.#takeBack(held);
    if (this.#held === held) this.#hold(null);
  }

  async #takeBack({ sender, before }: Held): Promise<void> {
    const { engine, notifier, journal } = this.#parts;
    // Who may decide about the next restart has done so; what lasts is not decided here.
    const set = await engine.setEveryRestart(before, (action) => Promise.resolve(action === ACTIONS.load ? ok(null) : err(NOT_HERE)));
    if (set.ok) journal.info('Who had decided about the next restart has left the bus; it is what it was.', { mode: before, sender });
    else journal.warning(`Who had decided about the next restart has left the bus, and it could not be set back: ${set.error.message}`, { mode: before, sender });
    const state = engine.state();
    if (state.ok) notifier.stateRead(state.value, set.ok);
  }

  #hold(held: Held | null): void {
    if (this.#held !== null) this.#parts.timers.clear(this.#held.timer);
    this.#held = held;
    this.#parts.onHeld(held !== null);
  }
}

const NOT_HERE = failure('not-authorised', say('The system does not allow this account to do that.'));

/** Every-restart mode; null where it cannot be read. */
export function modeNow(engine: Pick<Engine, 'state'>): EveryRestart | null {
  const state = engine.state();
  return state.ok ? state.value.everyRestart : null;
}

import type { Surroundings } from '../../contracts/app/appearance.ts';
import type { WindowView } from '../../contracts/app/ipc.ts';
import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { err, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import { allowsFallback, withoutOrdinaryWay } from '../../use-cases/restart-failures.ts';
import type { RestartOutcome } from '../../use-cases/restart-now.ts';
import type { Translator } from '../../words/index.ts';
import type { Store } from '../state/store.ts';
import { notHere, type WindowModel } from '../windows/window-model.ts';
import type { RestartGoal } from '../wishes.ts';
import { runRestart, type RestartOutside } from './restart-run.ts';
import { restartView } from './restart-view.ts';
import { NOTHING_IN_THE_WAY, readInTheWay, type InTheWay } from './surroundings.ts';

/** What the restart window needs of the app. */
export interface RestartModelParts extends RestartOutside {
  readonly store: Store;
  readonly surroundings: () => Surroundings;
  readonly words: Translator;
  readonly runningRelease: string;
  readonly goal: RestartGoal;
  readonly how: RestartHow | null;
  /** Takes the window away. */
  readonly close: () => void;
  /** A bug of ours, for the log. */
  readonly report: (bug: unknown) => void;
}

const DECIDING: readonly RestartPhase['kind'][] = ['choosing', 'failed'];

/** The restart window's side in main: what it shows, and the one restart that it may start. Nothing is loaded before `restart`. */
export class RestartModel implements WindowModel {
  readonly handlers: WindowModel['handlers'];
  readonly #parts: RestartModelParts;
  readonly #listeners = new Set<() => void>();
  readonly #stopFollowing: () => void;
  #goal: RestartGoal;
  #how: RestartHow | null;
  #phase: RestartPhase = { kind: 'reading' };
  #plan: Result<RestartPlan, Failure> | null = null;
  #inTheWay: InTheWay = NOTHING_IN_THE_WAY;
  #running: AbortController | null = null;

  constructor(parts: RestartModelParts) {
    this.#parts = parts;
    this.#goal = parts.goal;
    this.#how = parts.how;
    this.handlers = {
      restart: ({ how }) => this.#restart(how),
      close: () => this.close(),
      refresh: () => this.#read(),
      change: notHere,
      showPage: notHere,
      openRestart: notHere,
    };
    this.#stopFollowing = parts.store.onChange(() => this.#tell());
    void this.#read();
  }

  view(): WindowView {
    const { store, words, runningRelease } = this.#parts;
    const { service, preferences } = store.state;
    return restartView(
      {
        surroundings: this.#parts.surroundings(),
        phase: this.#phase,
        goal: this.#goal,
        how: this.#how,
        plan: this.#plan,
        inTheWay: this.#inTheWay,
        runningRelease: service.kind === 'read' ? service.value.runningKernelRelease : runningRelease,
        reasons: service.kind === 'read' ? service.value.restartReasons.map(words.message) : [],
        preferences,
      },
      words,
    );
  }

  /** The open window is asked for again, for something else; a restart that is under way goes on. */
  aim(goal: RestartGoal, how: RestartHow | null): void {
    if (this.#running !== null) return;
    this.#goal = goal;
    this.#how = how;
    void this.#read();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A restart is under way: it is cancelled first, and what was loaded is unloaded. */
  mayClose(): boolean {
    if (this.#running === null) return true;
    this.close();
    return false;
  }

  dispose(): void {
    this.#stopFollowing();
    this.#listeners.clear();
  }

  close(): void {
    if (this.#running === null) {
      this.#parts.close();
      return;
    }
    this.#show({ kind: 'unloading', how: howOf(this.#phase) });
    this.#running.abort();
  }

  async #read(): Promise<void> {
    if (this.#running !== null) return;
    this.#show({ kind: 'reading' });
    const { service, restartManager, ownUids } = this.#parts;
    const goal = this.#goal;
    const [plan, inTheWay] = await Promise.all([service.plan(goal.kind === 'entry' ? goal.id : ''), readInTheWay(restartManager, ownUids)]);
    if (this.#isUnderWay() || goal !== this.#goal) return;
    this.#plan = plan;
    this.#inTheWay = inTheWay;
    this.#show({ kind: 'choosing' });
  }

  async #restart(wanted: RestartHow): Promise<void> {
    if (this.#running !== null || !DECIDING.includes(this.#phase.kind)) return;
    const how = this.#goal.kind === 'place' ? 'full' : wanted; // a quick restart passes the firmware and the boot menu
    this.#running = new AbortController();
    const { signal } = this.#running;
    const order = { how, goal: this.#goal, signal, onPhase: (phase: RestartPhase) => (signal.aborted ? undefined : this.#show(phase)) };
    const done = await runRestart(order, this.#parts).catch((bug: unknown) => this.#bug(bug));
    this.#running = null;
    if (done.ok) this.#show({ kind: 'restarting', how: done.value.how });
    else if (signal.aborted && done.error.kind === 'cancelled') this.#parts.close();
    else this.#show({ kind: 'failed', how, failure: withoutOrdinaryWay(done.error), ordinaryOffered: how === 'quick' && allowsFallback(done.error) });
  }

  #isUnderWay(): boolean {
    return this.#running !== null;
  }

  #bug(bug: unknown): Result<RestartOutcome, Failure> {
    this.#parts.report(bug);
    return err(failure('internal', say('Quick Restart made a mistake and stopped.'), say('What was loaded is unloaded. Restart in the ordinary way, and please report this.')));
  }

  #show(phase: RestartPhase): void {
    this.#phase = phase;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function howOf(phase: RestartPhase): RestartHow {
  return 'how' in phase ? phase.how : 'full';
}

import type { Surroundings } from '../../contracts/app/appearance.ts';
import type { WindowView } from '../../contracts/app/ipc.ts';
import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartNote, RestartPhase } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { err, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import { allowsFallback, SESSION_GOES_ON, withoutOrdinaryWay } from '../../use-cases/restart-failures.ts';
import type { RestartOutcome } from '../../use-cases/restart-now.ts';
import type { Translator } from '../../words/index.ts';
import type { Store } from '../state/store.ts';
import { Listeners } from '../windows/listeners.ts';
import { notHere, type WindowModel } from '../windows/window-model.ts';
import type { RestartGoal } from '../wishes.ts';
import type { RestartCalls } from './restart-calls.ts';
import { runRestart, undoRun, type RestartOrder } from './restart-run.ts';
import { restartView } from './restart-view.ts';
import { isSamePlan, mayChangePlan } from './same-plan.ts';
import { NOTHING_IN_THE_WAY, readInTheWay, type InTheWay } from './surroundings.ts';

/** What the restart window asks while a person looks at it, and what a restart does. */
export interface RestartOutside {
  readonly service: QuickRestartService;
  readonly restartManager: RestartManager;
  readonly ownUids: readonly number[];
  /** The calls of one restart, which `signal` cancels. */
  readonly forRestart: (signal: AbortSignal) => RestartCalls;
}

/** What the restart window needs of the app. */
export interface RestartModelParts extends RestartOutside {
  readonly store: Store;
  readonly surroundings: () => Surroundings;
  readonly words: Translator;
  readonly runningRelease: string;
  readonly goal: RestartGoal;
  readonly how: RestartHow | null;
  /** No countdown. */
  readonly waits: boolean;
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
  readonly #listeners = new Listeners();
  readonly #stopFollowing: () => void;
  #goal: RestartGoal;
  #how: RestartHow | null;
  #phase: RestartPhase = { kind: 'reading' };
  #plan: Result<RestartPlan, Failure> | null = null;
  #inTheWay: InTheWay = NOTHING_IN_THE_WAY;
  #note: RestartNote | null = null;
  #waits: boolean;
  #planNumber = 0;
  /** The number of the last reading: an answer to an earlier one is no longer wanted. */
  #reading = 0;
  #running: AbortController | null = null;
  #isDisposed = false;

  constructor(parts: RestartModelParts) {
    this.#parts = parts;
    this.#goal = parts.goal;
    this.#how = parts.how;
    this.#waits = parts.waits;
    this.handlers = {
      restart: ({ how, planNumber }) => this.#restart(how, planNumber),
      close: () => this.close(),
      refresh: () => this.#readAnew(),
      change: notHere,
      showPage: notHere,
      openRestart: notHere,
    };
    this.#stopFollowing = parts.store.onChange((now, before) => {
      this.#listeners.tell();
      if (mayChangePlan(now, before)) void this.#readAgain();
    });
    void this.#readAnew();
  }

  view(): WindowView {
    const { store, words, runningRelease } = this.#parts;
    const { service, preferences } = store.state;
    return restartView(
      {
        surroundings: this.#parts.surroundings(),
        phase: this.#phase,
        planNumber: this.#planNumber,
        goal: this.#goal,
        how: this.#how,
        plan: this.#plan,
        inTheWay: this.#inTheWay,
        note: this.#note,
        waits: this.#waits,
        runningRelease: service.kind === 'read' ? service.value.runningKernelRelease : runningRelease,
        reasons: service.kind === 'read' ? service.value.restartReasons.map(words.message) : [],
        preferences,
      },
      words,
    );
  }

  /** The open window is asked for again, for something else; a restart that is under way goes on. */
  aim(goal: RestartGoal, how: RestartHow | null): void {
    if (this.#isUnderWay()) return;
    this.#goal = goal;
    this.#how = how;
    this.#planNumber += 1;
    void this.#readAnew();
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** A restart is under way: it is cancelled first, and what was loaded is unloaded. */
  mayClose(): boolean {
    // The desktop that ends the session closes windows, too: that is no word against the restart.
    if (this.#running === null || this.#isWithDesktop()) return true;
    this.close();
    return false;
  }

  /** The new page knows nothing of a countdown that was stopped on the one before. */
  reopened(): void {
    this.#waits = true;
    this.#note = 'reopened';
    this.#listeners.tell();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#reading += 1;
    this.#stopFollowing();
    this.#listeners.clear();
  }

  close(): void {
    if (this.#running === null || this.#isWithDesktop()) {
      this.#parts.close();
      return;
    }
    if (this.#running.signal.aborted) return;
    this.#show({ kind: 'cancelling', how: howOf(this.#phase) });
    this.#running.abort();
  }

  /** The plan is made anew, and the window waits for it. */
  #readAnew(): Promise<void> {
    if (this.#isUnderWay()) return Promise.resolve();
    this.#note = null;
    this.#show({ kind: 'reading' });
    return this.#read(() => null);
  }

  /** Something may be otherwise now: the window stays as it is unless that is so. */
  #readAgain(): Promise<void> {
    if (this.#phase.kind === 'reading') return this.#readAnew();
    return this.#phase.kind === 'choosing' ? this.#read((plan) => (isSamePlan(plan, this.#plan) ? null : 'changed')) : Promise.resolve();
  }

  async #read(noteOf: (plan: Result<RestartPlan, Failure>) => RestartNote | null): Promise<void> {
    if (this.#isUnderWay()) return;
    const number = (this.#reading += 1);
    const { service, restartManager, ownUids } = this.#parts;
    const [plan, inTheWay] = await Promise.all([service.plan(this.#goal.kind === 'entry' ? this.#goal.id : ''), readInTheWay(restartManager, ownUids)]);
    if (number !== this.#reading) return;
    this.#note = noteOf(plan) ?? this.#note;
    if (!this.#isShown(plan)) this.#planNumber += 1;
    this.#plan = plan;
    this.#inTheWay = inTheWay;
    this.#show({ kind: 'choosing' });
  }

  async #restart(wanted: RestartHow, planNumber: number): Promise<void> {
    if (this.#isUnderWay() || !DECIDING.includes(this.#phase.kind)) return;
    if (planNumber !== this.#planNumber) {
      this.#note = 'changed'; // the window had not shown this plan yet
      this.#listeners.tell();
      return;
    }
    const how = this.#goal.kind === 'place' ? 'full' : wanted; // a quick restart passes the firmware and the boot menu
    this.#reading += 1; // what is still being read shall not take the place of what happens now
    this.#running = new AbortController();
    const { signal } = this.#running;
    const calls = this.#parts.forRestart(signal);
    const seen: { note: RestartNote | null } = { note: null };
    const order = {
      how, signal, goal: this.#goal,
      onPhase: (phase: RestartPhase) => (signal.aborted && phase.kind !== 'unloading' ? undefined : this.#show(phase)),
      onOthers: (names: readonly string[]) => {
        if (!this.#areShown(names)) seen.note ??= 'people';
      },
      isAsShown: (plan: RestartPlan | null) => {
        if (!this.#isShown(plan === null ? null : { ok: true, value: plan })) seen.note = 'changed';
        return seen.note === null;
      },
    };
    const done = await runRestart(order, calls, this.#parts.ownUids).catch((bug: unknown) => this.#bug(bug));
    this.#running = null;
    if (done.ok) this.#goingDown({ ...order, how: done.value.how }, calls, done.value.throughSession);
    else if (done.error === SESSION_GOES_ON || (signal.aborted && done.error.kind === 'cancelled')) this.#closeOwn();
    else if (seen.note !== null) await this.#read(() => seen.note);
    else await this.#failed(how, done.error, calls);
  }

  /** Not the window of another one, where the person has closed this one's while the desktop asked. */
  #closeOwn(): void {
    if (!this.#isDisposed) this.#parts.close();
  }

  /** On the way to a place of the firmware's the window shows no entry. */
  #isShown(plan: Result<RestartPlan, Failure> | null): boolean {
    return this.#goal.kind === 'place' || isSamePlan(plan, this.#plan);
  }

  /** Whoever was named before the person's yes; nobody need be where the person minds nobody. */
  #areShown(names: readonly string[]): boolean {
    return !this.#parts.store.state.preferences.askOthers || names.every((name) => this.#inTheWay.otherPeople.includes(name));
  }

  /** The restart was accepted. Not awaited: while the machine goes down this never ends. */
  #goingDown(order: Pick<RestartOrder, 'how' | 'goal' | 'onPhase'>, calls: RestartCalls, throughSession: RestartOutcome['throughSession']): void {
    this.#show({ kind: 'restarting', how: order.how, ...(throughSession === undefined ? {} : { throughSession: true }) });
    void calls
      .givenUp(throughSession !== undefined)
      .then(() => undoRun(order, calls, throughSession))
      .then((problem) => this.#failed(order.how, problem, calls))
      .catch(this.#parts.report);
  }

  /** Says that nothing is loaded only where the helper does: not after a bug, and not where a call is perhaps still being done. */
  async #failed(how: RestartHow, problem: Failure, calls: RestartCalls): Promise<void> {
    const phase = { kind: 'failed', how, failure: withoutOrdinaryWay(problem), ordinaryOffered: how === 'quick' && allowsFallback(problem), nothingLoaded: false } as const;
    this.#show(phase);
    if (how !== 'quick' || problem.kind === 'internal' || calls.isUnanswered()) return;
    const state = await this.#parts.service.state();
    if (this.#phase === phase && state.ok && state.value.loadedEntry === '') this.#show({ ...phase, nothingLoaded: true });
  }

  /** The desktop asks programs; what becomes of it is decided there. */
  #isWithDesktop(): boolean {
    return this.#phase.kind === 'asking-programs' || (this.#phase.kind === 'restarting' && this.#phase.throughSession === true);
  }

  /** From the person's yes to the end: once the restart was accepted, nothing may come between it and the machine going down. */
  #isUnderWay(): boolean {
    return this.#running !== null || this.#phase.kind === 'restarting' || this.#phase.kind === 'unloading';
  }

  #bug(bug: unknown): Result<RestartOutcome, Failure> {
    this.#parts.report(bug);
    return err(failure('internal', say('Quick Restart made a mistake and stopped.'), say('Whether a kernel is loaded says: quick-restart status. Please report this.')));
  }

  #show(phase: RestartPhase): void {
    this.#phase = phase;
    this.#listeners.tell();
  }
}

function howOf(phase: RestartPhase): RestartHow {
  return 'how' in phase ? phase.how : 'full';
}

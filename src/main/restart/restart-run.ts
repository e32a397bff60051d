import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { Result } from '../../core/result.ts';
import { restartNow, type RestartOutcome, type RestartStep } from '../../use-cases/restart-now.ts';
import type { Goal } from '../../use-cases/leading-to.ts';
import { undoRestart } from '../../use-cases/undo-restart.ts';
import { withAuthentication, type Authenticate } from '../../use-cases/with-authentication.ts';
import type { RestartGoal } from '../wishes.ts';
import type { RestartCalls } from './restart-calls.ts';

/** One restart, from the person's yes on. */
export interface RestartOrder {
  readonly how: RestartHow;
  readonly goal: RestartGoal;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: RestartPhase) => void;
  /** Names of other people who are logged in now; told before isAsShown is asked for the last time. */
  readonly onOthers: (names: readonly string[]) => void;
  /** Whether the plan that was made now is the one that the person saw; null: none could be made. Only then it is carried out. */
  readonly isAsShown: (plan: RestartPlan | null) => boolean;
}

/**
 * Restarts, by the use case that the command line has, too; tells the phases that a window shows. Errors: those of restartNow; `cancelled`
 * also for a plan that is another by now.
 */
export async function runRestart(order: RestartOrder, calls: RestartCalls, ownUids: readonly number[]): Promise<Result<RestartOutcome, Failure>> {
  const { how, signal } = order;
  const showing = new Showing(order, calls.session !== undefined && order.goal.kind === 'usual');
  showing.start();
  return restartNow(
    {
      selector: order.goal.kind === 'entry' ? order.goal.id : '',
      full: how === 'full',
      fallback: false,
      confirmed: false,
      goal: leadingGoal(order, calls),
    },
    {
      ...calls,
      ownUids,
      authenticate: showing.authenticate(),
      signal,
      // The window was the question, and the person's yes was to what it showed.
      conversation: { showPlan: (plan) => void order.isAsShown(plan), confirm: (_how, plan) => Promise.resolve(order.isAsShown(plan)), showStep: (step) => showing.show(step) },
    },
  );
}

/** Undoes a restart that was accepted and given up; what to tell of it. */
export function undoRun(order: Pick<RestartOrder, 'how' | 'goal' | 'onPhase'>, calls: RestartCalls, throughSession: RestartOutcome['throughSession']): Promise<Failure> {
  order.onPhase({ kind: 'unloading', how: order.how });
  const agentOfTheDesktop = { start: () => Promise.resolve({ stop: () => Promise.resolve() }) };
  return undoRestart({ service: calls.service, authenticate: withAuthentication(agentOfTheDesktop), goal: leadingGoal(order, calls), throughSession });
}

function leadingGoal({ goal }: Pick<RestartOrder, 'goal'>, { nextRestart }: RestartCalls): Goal | null {
  return goal.kind === 'place' ? { kind: 'place', place: goal.place, nextRestart } : null;
}

/** Turns steps and password dialogs into phases; after a dialog comes what it was for. */
class Showing {
  readonly #order: RestartOrder;
  #phase: RestartPhase;

  constructor(order: RestartOrder, mayGoThroughSession: boolean) {
    this.#order = order;
    // Where the desktop may take it over, nothing is loaded first.
    this.#phase = order.how === 'quick' && !mayGoThroughSession ? { kind: 'loading', how: 'quick' } : { kind: 'authorising', how: order.how };
  }

  start(): void {
    this.#order.onPhase(this.#phase);
  }

  show(step: RestartStep): void {
    if (step.kind === 'others') this.#order.onOthers(step.names);
    const phase = phaseOf(step, this.#order.how);
    if (phase === null) return;
    this.#phase = phase;
    this.start();
  }

  /** The desktop has an agent of its own for passwords; it comes by itself where a dialog is allowed. */
  authenticate(): Authenticate {
    return withAuthentication({
      start: () => {
        this.#order.onPhase({ kind: 'authorising', how: this.#order.how });
        return Promise.resolve({
          stop: () => {
            this.start();
            return Promise.resolve();
          },
        });
      },
    });
  }
}

function phaseOf(step: RestartStep, how: RestartHow): RestartPhase | null {
  switch (step.kind) {
    case 'loading':
      return { kind: 'loading', how: 'quick' };
    case 'unloading':
      return { kind: 'unloading', how };
    case 'asking-programs':
    case 'restarting':
      return { kind: step.kind, how: step.how };
    case 'others':
    case 'falling-back':
    case 'loaded':
    case 'unmounting':
      return null;
  }
}

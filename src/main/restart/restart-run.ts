import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { Result } from '../../core/result.ts';
import { restartNow, type RestartOutcome, type RestartStep } from '../../use-cases/restart-now.ts';
import { withAuthentication, type Authenticate } from '../../use-cases/with-authentication.ts';
import type { RestartGoal } from '../wishes.ts';
import type { RestartCalls } from './restart-calls.ts';

/** One restart, from the person's yes on. */
export interface RestartOrder {
  readonly how: RestartHow;
  readonly goal: RestartGoal;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: RestartPhase) => void;
  /** Whether the plan that was made now is the one that the person saw; null: none could be made. Only then it is carried out. */
  readonly isAsShown: (plan: RestartPlan | null) => boolean;
}

/**
 * Restarts, by the use case that the command line has, too; tells the phases that a window shows. Errors: those of restartNow; `cancelled`
 * also for a plan that is another by now.
 */
export async function runRestart(order: RestartOrder, calls: RestartCalls, ownUids: readonly number[]): Promise<Result<RestartOutcome, Failure>> {
  const { how, goal, signal } = order;
  const showing = new Showing(order);
  showing.start();
  return restartNow(
    {
      selector: goal.kind === 'entry' ? goal.id : '',
      full: how === 'full',
      fallback: false,
      confirmed: false,
      goal: goal.kind === 'place' ? { place: goal.place, nextRestart: calls.nextRestart } : null,
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

/** Turns steps and password dialogs into phases; after a dialog comes what it was for. */
class Showing {
  readonly #order: RestartOrder;
  #phase: RestartPhase;

  constructor(order: RestartOrder) {
    this.#order = order;
    this.#phase = order.how === 'quick' ? { kind: 'loading', how: 'quick' } : { kind: 'authorising', how: 'full' };
  }

  start(): void {
    this.#order.onPhase(this.#phase);
  }

  show(step: RestartStep): void {
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
    case 'restarting':
      return { kind: 'restarting', how: step.how };
    case 'others':
    case 'falling-back':
    case 'loaded':
    case 'unmounting':
      return null;
  }
}

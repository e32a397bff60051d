import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import type { QuickRestartService } from '../../contracts/quick-restart-service.ts';
import { err, type Result } from '../../core/result.ts';
import type { FirmwarePlace, NextRestart } from '../../ports/next-restart.ts';
import type { RestartManager } from '../../ports/restart-manager.ts';
import { restartFailed } from '../../use-cases/restart-failures.ts';
import { restartNow, type RestartOutcome, type RestartStep } from '../../use-cases/restart-now.ts';
import { withAuthentication, type Authenticate } from '../../use-cases/with-authentication.ts';
import type { RestartGoal } from '../wishes.ts';

/** The outside of a restart of the app. */
export interface RestartOutside {
  readonly service: QuickRestartService;
  readonly restartManager: RestartManager;
  readonly nextRestart: NextRestart;
  readonly ownUids: readonly number[];
}

/** One restart, from the person's yes on. */
export interface RestartOrder {
  readonly how: RestartHow;
  readonly goal: RestartGoal;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: RestartPhase) => void;
}

/** Restarts, by the use case that the command line has, too; tells the phases that a window shows. Errors: those of restartNow. */
export async function runRestart(order: RestartOrder, outside: RestartOutside): Promise<Result<RestartOutcome, Failure>> {
  const { how, goal } = order;
  const showing = new Showing(order);
  const authenticate = showing.authenticate();
  const restart = (): Promise<Result<RestartOutcome, Failure>> =>
    restartNow(
      { selector: goal.kind === 'entry' ? goal.id : '', full: how === 'full', fallback: false, confirmed: true },
      {
        ...outside,
        authenticate,
        signal: order.signal,
        // The window has shown the plan and was the question.
        conversation: { showPlan: () => undefined, confirm: () => Promise.resolve(true), showStep: (step) => showing.show(step) },
      },
    );
  showing.start();
  return goal.kind === 'place' ? leadingTo(goal.place, outside.nextRestart, authenticate, restart) : restart();
}

/** Asks for the place first, and takes that back when the restart does not happen: else it would hit a later one. */
async function leadingTo(place: FirmwarePlace, nextRestart: NextRestart, authenticate: Authenticate, restart: () => Promise<Result<RestartOutcome, Failure>>): Promise<Result<RestartOutcome, Failure>> {
  const asked = await authenticate((interactive) => nextRestart.lead(place, true, interactive));
  if (!asked.ok) return err(restartFailed(asked.error));
  const done = await restart();
  if (!done.ok) await nextRestart.lead(place, false, false);
  return done;
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
      return null;
  }
}

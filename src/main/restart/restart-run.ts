import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import { err, type Result } from '../../core/result.ts';
import { messageOf } from '../../core/said.ts';
import { say } from '../../core/sentence.ts';
import type { FirmwarePlace, NextRestart } from '../../ports/next-restart.ts';
import type { RestartError } from '../../ports/restart-manager.ts';
import { CANCELLED, restartFailed } from '../../use-cases/restart-failures.ts';
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
  const authenticate = showing.authenticate();
  const restart = (): Promise<Result<RestartOutcome, Failure>> =>
    restartNow(
      { selector: goal.kind === 'entry' ? goal.id : '', full: how === 'full', fallback: false, confirmed: false },
      {
        ...calls,
        ownUids,
        authenticate,
        signal,
        // The window was the question, and the person's yes was to what it showed.
        conversation: { showPlan: (plan) => void order.isAsShown(plan), confirm: (_how, plan) => Promise.resolve(order.isAsShown(plan)), showStep: (step) => showing.show(step) },
      },
    );
  showing.start();
  return goal.kind === 'place' ? leadingTo(goal.place, { nextRestart: calls.nextRestart, authenticate, signal, restart }) : restart();
}

interface Leading {
  readonly nextRestart: NextRestart;
  readonly authenticate: Authenticate;
  readonly signal: AbortSignal;
  readonly restart: () => Promise<Result<RestartOutcome, Failure>>;
}

/** Asks for the place first, and takes that back when the restart does not happen: else it would hit a later one. */
async function leadingTo(place: FirmwarePlace, { nextRestart, authenticate, signal, restart }: Leading): Promise<Result<RestartOutcome, Failure>> {
  const lead = (wanted: boolean): Promise<Result<null, RestartError>> => authenticate((interactive) => nextRestart.lead(place, wanted, interactive));
  const asked = await lead(true);
  if (!asked.ok) return err(signal.aborted ? CANCELLED : restartFailed(asked.error));
  const done = await restart().catch(async (bug: unknown) => {
    await lead(false);
    throw bug;
  });
  if (done.ok) return done;
  const takenBack = await lead(false);
  return takenBack.ok ? done : err(stillLeading(place, done.error, takenBack.error));
}

/** The failure that came first, and that the next restart goes elsewhere all the same. */
function stillLeading(place: FirmwarePlace, first: Failure, { detail: why }: RestartError): Failure {
  const values = { problem: messageOf(first), detail: why.replace(/[.\s]+$/, '') };
  const message =
    place === 'boot-menu'
      ? say('{problem} And that could not be taken back: the next restart still opens the boot menu ({detail}).', values)
      : say('{problem} And that could not be taken back: the next restart still opens the firmware setup ({detail}).', values);
  return failure('restart-failed', message, say('There, go on without a change.'));
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

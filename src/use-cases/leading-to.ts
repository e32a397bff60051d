import type { ErrorKind, Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import { err, type Result } from '../core/result.ts';
import { messageOf } from '../core/said.ts';
import { say } from '../core/sentence.ts';
import type { FirmwarePlace, NextRestart } from '../ports/next-restart.ts';
import { CANCELLED, restartFailed } from './restart-failures.ts';
import type { Authenticate } from './with-authentication.ts';

/** Where an ordinary restart leads besides what the boot loader starts anyway: a place of the firmware's or the boot loader's, or one entry, once. */
export type Goal =
  | { readonly kind: 'place'; readonly place: FirmwarePlace; readonly nextRestart: Pick<NextRestart, 'lead'> }
  /** `selector` as in QuickRestartService. */
  | { readonly kind: 'entry'; readonly selector: string; readonly service: Pick<QuickRestartService, 'setOneShotEntry'> };

/** How it is asked, and the restart that follows at once. */
export interface Leading {
  readonly authenticate: Authenticate;
  readonly signal: AbortSignal;
  readonly restart: () => Promise<Result<null, Failure>>;
}

/**
 * Asks for the goal first, and takes that back when the restart does not happen: else it would hit a later one. Errors: those of the
 * restart; `restart-failed`, `not-authorised`, `authentication-required`, … where the goal cannot be asked for or taken back.
 */
export async function leadingTo(goal: Goal, { authenticate, signal, restart }: Leading): Promise<Result<null, Failure>> {
  const lead = (wanted: boolean): Promise<Result<null, AskError>> => authenticate((interactive) => ask(goal, wanted, interactive));
  const asked = await lead(true);
  if (!asked.ok) return err(signal.aborted ? CANCELLED : asked.error.failure);
  const done = await restart().catch(async (bug: unknown) => {
    await lead(false);
    throw bug;
  });
  return done.ok ? done : err(await takeBack(goal, authenticate, done.error));
}

/** Takes the goal back after a restart that failed; returns what to tell: that failure, or also that it could not be taken back. */
export async function takeBack(goal: Goal, authenticate: Authenticate, first: Failure): Promise<Failure> {
  const takenBack = await authenticate((interactive) => ask(goal, false, interactive));
  return takenBack.ok ? first : stillLeading(goal, first, takenBack.error.detail);
}

/** Who was asked said no: the failure, and their own words. */
interface AskError {
  readonly kind: ErrorKind;
  readonly failure: Failure;
  readonly detail: string;
}

async function ask(goal: Goal, wanted: boolean, interactive: boolean): Promise<Result<null, AskError>> {
  if (goal.kind === 'entry') {
    const set = await goal.service.setOneShotEntry(wanted ? goal.selector : '', interactive);
    return set.ok ? set : err({ kind: set.error.kind, failure: set.error, detail: set.error.message });
  }
  const asked = await goal.nextRestart.lead(goal.place, wanted, interactive);
  if (asked.ok) return asked;
  const problem = restartFailed(asked.error);
  return err({ kind: problem.kind, failure: problem, detail: asked.error.detail });
}

/** The failure that came first, and that the next restart goes elsewhere all the same. */
function stillLeading(goal: Goal, first: Failure, why: string): Failure {
  const values = { problem: messageOf(first), detail: why.replace(/[.\s]+$/, '') };
  if (goal.kind === 'entry') return failure('restart-failed', say('{problem} And that could not be taken back: the next restart still starts “{title}” ({detail}).', { ...values, title: goal.selector }));
  const message =
    goal.place === 'boot-menu'
      ? say('{problem} And that could not be taken back: the next restart still opens the boot menu ({detail}).', values)
      : say('{problem} And that could not be taken back: the next restart still opens the firmware setup ({detail}).', values);
  return failure('restart-failed', message, say('There, go on without a change.'));
}

import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import { err, type Result } from '../core/result.ts';
import { messageOf } from '../core/said.ts';
import { say } from '../core/sentence.ts';
import type { FirmwarePlace, NextRestart } from '../ports/next-restart.ts';
import type { RestartError } from '../ports/restart-manager.ts';
import { CANCELLED, restartFailed } from './restart-failures.ts';
import type { Authenticate } from './with-authentication.ts';

/** A place that an ordinary restart leads to, and who is asked for it. */
export interface Goal {
  readonly place: FirmwarePlace;
  readonly nextRestart: Pick<NextRestart, 'lead'>;
}

/** How it is asked, and the restart that follows at once. */
export interface Leading {
  readonly authenticate: Authenticate;
  readonly signal: AbortSignal;
  readonly restart: () => Promise<Result<null, Failure>>;
}

/**
 * Asks for the place first, and takes that back when the restart does not happen: else it would hit a later one. Errors: those of the
 * restart; `restart-failed`, `not-authorised`, `authentication-required`, … where the place cannot be asked for or taken back.
 */
export async function leadingTo({ place, nextRestart }: Goal, { authenticate, signal, restart }: Leading): Promise<Result<null, Failure>> {
  const lead = (wanted: boolean): Promise<Result<null, RestartError>> => authenticate((interactive) => nextRestart.lead(place, wanted, interactive));
  const asked = await lead(true);
  if (!asked.ok) return err(signal.aborted ? CANCELLED : restartFailed(asked.error));
  const done = await restart().catch(async (bug: unknown) => {
    await lead(false);
    throw bug;
  });
  return done.ok ? done : err(await takeBack({ place, nextRestart }, authenticate, done.error));
}

/** Takes the place back after a restart that failed; returns what to tell: that failure, or also that it could not be taken back. */
export async function takeBack({ place, nextRestart }: Goal, authenticate: Authenticate, first: Failure): Promise<Failure> {
  const takenBack = await authenticate((interactive) => nextRestart.lead(place, false, interactive));
  return takenBack.ok ? first : stillLeading(place, first, takenBack.error);
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

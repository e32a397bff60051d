import { ACTIONS } from '../../contracts/actions.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { changeMode, type EveryRestart } from '../../core/every-restart/mode.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { say } from '../../core/sentence.ts';
import type { Authorise } from '../engine.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { prepareNextRestart } from './prepare-next.ts';

/**
 * Sets every-restart mode, and prepares the next restart where it is to be a quick one. What lasts takes the stronger action; `once`,
 * `skip` and taking `once` back decide about one restart, as a load does. Errors: not-supported where another program has a way of its own
 * to restart this machine, settings-failed, and those of `authorise`.
 */
export async function setEveryRestart(ports: EnginePorts, wanted: EveryRestart, authorise: Authorise): Promise<Result<null, Failure>> {
  const [foreign] = ports.mode.foreignDropIns();
  if (foreign !== undefined && (wanted === 'on' || wanted === 'once')) return err(changedByOthers(foreign));
  const { lasts } = changeMode(ports.mode.read(), wanted);
  const allowed = await authorise(lasts ? ACTIONS.everyRestart : ACTIONS.load);
  if (!allowed.ok) return allowed;
  // The dialog may have taken minutes: what was not asked about is not changed.
  const change = changeMode(ports.mode.read(), wanted);
  if (change.lasts && !lasts) return err(CHANGED);
  const written = ports.mode.write(change.kept);
  if (!written.ok) return err(failure(written.error.kind === 'denied' ? 'not-authorised' : 'settings-failed', say('The setting could not be written: {detail}.', { detail: written.error.detail }), say('Run this command as root.')));
  await prepareNextRestart(ports);
  return ok(null);
}

const CHANGED = failure('refused', say('Something changed while the question was answered.'), say('Look again: quick-restart plan and quick-restart status.'));

function changedByOthers(path: string): Failure {
  return failure('not-supported', say('{path} changes how this machine restarts, and a quick restart would pass it over.', { path }), say('Remove that file, or leave every-restart mode off.'));
}

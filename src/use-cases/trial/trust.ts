import { ACTIONS } from '../../contracts/actions.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { say } from '../../core/sentence.ts';
import { forgiven } from '../../core/trial/change-kernels.ts';
import { failedRestartOf, type FailedRestart } from '../../core/trial/failed-restart.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Authorise } from '../engine.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { planRestartNow } from '../plan-restart-now.ts';
import type { Readings } from '../read-entries/readings.ts';
import { changeKernels } from './kept-kernels.ts';
import { startOf } from './planned-start.ts';

/**
 * Forgets that quick restarts into the entry's kernel failed; the next one is a trial. Errors: those of a plan, `nothing-failed`,
 * `settings-failed`, and those of `authorise`.
 */
export async function trustKernel(ports: EnginePorts, readings: Readings, selector: string, authorise: Authorise): Promise<Result<null, Failure>> {
  const plan = await planRestartNow(ports, selector, readings);
  if (!plan.ok) return plan;
  const start = plan.value.entry === null ? null : startOf(ports.files, plan.value.entry);
  if (start === null) return err(NOTHING_FAILED);
  const known = ports.kernels.read();
  if (known.ok && (known.value === null || forgiven(known.value, start) === null)) return err(NOTHING_FAILED);
  const allowed = await authorise(ACTIONS.trust);
  if (!allowed.ok) return allowed;
  const done = changeKernels(ports, (kept) => forgiven(kept, start) ?? kept);
  if (done.ok) return ok(null);
  return err(failure(done.error.kind === 'denied' ? 'not-authorised' : 'settings-failed', say('It could not be written down: {path}: {detail}.', { path: done.error.path, detail: done.error.detail }), say('Check the file system that holds it.')));
}

const NOTHING_FAILED = failure('nothing-failed', say('No quick restart into this kernel has failed.'), say('quick-restart plan says what stands against one.'));

/** Quick restarts that failed and have not been forgotten, the latest first. What cannot be read is told in the journal. */
export function readFailedRestarts({ kernels, clock, journal }: Pick<EnginePorts, 'kernels' | 'clock' | 'journal'>): readonly FailedRestart[] {
  const read = kernels.read();
  if (!read.ok) journal.warning(`What is known about kernels could not be read: ${read.error.path}: ${read.error.detail}.`);
  const failed = read.ok ? (read.value?.failed ?? []) : [];
  const { bootId } = clock.read();
  return failed.map((one) => failedRestartOf(one, bootId)).reverse();
}

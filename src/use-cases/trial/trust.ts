import { ACTIONS } from '../../contracts/actions.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { kernelByHand } from '../../core/boot-entry/by-hand.ts';
import { say } from '../../core/sentence.ts';
import type { KeptKernels } from '../../core/trial/kept-kernels.ts';
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
  const forgive = await forgiver(ports, readings, selector);
  if (!forgive.ok) return forgive;
  const known = ports.kernels.read();
  if (known.ok && (known.value === null || forgive.value(known.value) === null)) return err(NOTHING_FAILED);
  const allowed = await authorise(ACTIONS.trust);
  if (!allowed.ok) return allowed;
  const done = changeKernels(ports, (kept) => forgive.value(kept) ?? kept);
  if (done.ok) return ok(null);
  return err(failure(done.error.kind === 'denied' ? 'not-authorised' : 'settings-failed', say('It could not be written down: {path}: {detail}.', { path: done.error.path, detail: done.error.detail }), say('Check the file system that holds it.')));
}

/** What forgets; it gives null where there is nothing to forget. A kernel by hand is no entry that could be planned: it is known by its path. */
async function forgiver(ports: EnginePorts, readings: Readings, selector: string): Promise<Result<(kept: KeptKernels) => KeptKernels | null, Failure>> {
  const path = kernelByHand(selector);
  if (path !== null) return ok((kept) => kept.failed.filter(({ start }) => start.kernel.path === path).reduce<KeptKernels | null>((before, { start }) => forgiven(before ?? kept, start) ?? before, null));
  const plan = await planRestartNow(ports, selector, readings);
  if (!plan.ok) return plan;
  const start = plan.value.entry === null ? null : startOf(ports.files, plan.value.entry);
  return start === null ? err(NOTHING_FAILED) : ok((kept) => forgiven(kept, start));
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

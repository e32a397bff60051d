import type { Result } from '../../core/result.ts';
import { withAttempt, withCameUp } from '../../core/trial/change-kernels.ts';
import type { KeptKernels } from '../../core/trial/kept-kernels.ts';
import type { Start } from '../../core/trial/start.ts';
import { readBootsBefore, type RecordPorts } from '../record-boot.ts';
import { judgeLastStart } from './judge-last-start.ts';
import { changeKernels } from './kept-kernels.ts';

/** The entry that runs, as its files are now; null where no entry is it. `changedMs`: when one of its files last changed on this disk. */
export type RunningStart = { readonly start: Start; readonly changedMs: number };

/** What recording a boot that stayed up needs of the outside. */
export interface CameUpPorts extends RecordPorts {
  readonly runningStart: () => Result<RunningStart | null, { readonly message: string }>;
}

/**
 * Notes that the kernel of this boot came up and stayed up. To be called when it has been up for its time: quick-restart-came-up.timer.
 * A machine that has not reached its target by then, or that is on its way down, has not. Whatever fails is told in the journal.
 */
export async function recordCameUp(ports: CameUpPorts): Promise<void> {
  const { clock, manager, journal } = ports;
  const facts = clock.read();
  const { bootId } = facts;
  if (bootId === null) return;
  if ((await manager.targetReached()) !== true || (await manager.shutdown()) !== 'none') {
    journal.info('This boot has not reached its target, or ends already: its kernel is not noted as one that came up.');
    return;
  }
  judgeLastStart(ports, facts, readBootsBefore(ports, bootId)); // the recorder may still wait for the last of the start
  const atMs = Math.round(clock.now().wallMs);
  const kept = changeKernels(ports, (known) => withThisBoot(known, bootId, atMs, () => startedThroughFirmware(ports)));
  if (!kept.ok) journal.error(`That this kernel came up could not be noted: ${kept.error.path}: ${kept.error.detail}.`);
  else if (kept.value) journal.info(`${facts.kernelRelease} came up and stays up.`);
}

/** What a quick restart started was noted when it was loaded, so nothing needs to be guessed; after another restart the entry that runs is looked for. */
function withThisBoot(kept: KeptKernels, bootId: string, atMs: number, find: () => Start | null): KeptKernels {
  const { attempt } = kept;
  if (attempt?.landedIn === bootId) return withAttempt(withCameUp(kept, { start: attempt.start, how: 'quick', atMs }), null);
  const start = find();
  return start === null ? kept : withCameUp(kept, { start, how: 'ordinary', atMs });
}

function startedThroughFirmware({ runningStart, clock, journal }: CameUpPorts): Start | null {
  if (clock.read().throughKexec === true) return null; // somebody else's kexec: which files it was is not known
  const found = runningStart();
  if (!found.ok) {
    journal.warning(`The entry that runs could not be looked for: ${found.error.message}`);
    return null;
  }
  if (found.value === null) {
    journal.info('No boot entry is the one that runs, so this kernel is not noted as one that came up.');
    return null;
  }
  const { wallMs, bootSeconds } = clock.now();
  if (found.value.changedMs <= wallMs - bootSeconds * 1000) return found.value.start;
  journal.info('The files of the entry that runs have changed since it was started: it is not noted as one that came up.');
  return null;
}

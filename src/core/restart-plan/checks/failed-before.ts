import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { say } from '../../sentence.ts';
import { dayOf, failureSentence, wayOutSentence } from '../../trial/failed-restart.ts';
import { stillRefused, type Past } from '../../trial/past.ts';
import { trialWords } from '../../trial/trial-words.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * What this machine knows of the start that is planned: a kernel whose last quick restart failed is not started quickly again before it
 * came up the ordinary way or a person says so; one that is new is a trial. Decision 0025. `past` null: what is known cannot be read.
 */
export function checkFailedBefore(past: Past | null, entry: BootEntry, chosen: boolean): CheckOutcome {
  const release = entry.kernelRelease ?? entry.title;
  if (past === null) {
    return outcome('failed-before', 'unknown', say('Whether this kernel has come up on this machine before could not be read.'), say('It is started as a trial: if it panics, the machine restarts the ordinary way.'));
  }
  const { failure, trial } = past;
  if (failure !== null && stillRefused(failure)) return outcome('failed-before', 'refusal', failureSentence(failure), wayOutSentence({ times: failure.times, entryId: chosen ? entry.id : '' }));
  if (failure !== null) {
    const message = say('A quick restart into {release} failed on {day}; it has come up the ordinary way since.', { release, day: dayOf(failure.atMs) });
    return outcome('failed-before', 'warning', message, say('The next one is a trial again. If it fails too, restart this kernel the ordinary way only.'));
  }
  if (!trial) return outcome('failed-before', 'ok', say('Kernel {release} has come up on this machine before.', { release }));
  const hint =
    trialWords(entry.commandLine).length > 0
      ? say('If it panics, the machine restarts the ordinary way after 30 seconds; if it hangs, switch the machine off and on.')
      : say('If it does not come up, switch the machine off and on; it then starts the ordinary way.');
  return outcome('failed-before', 'ok', say('Kernel {release} has not come up on this machine yet, so this restart is a trial.', { release }), hint);
}

import type { Left } from '../history/describe-restart.ts';
import { commandLineDifference } from '../kernel/command-line.ts';
import type { Attempt, FailureHow } from './kept-kernels.ts';
import { withAddedWords } from './trial-words.ts';

/** What is known of the boot that judges. */
export interface JudgingBoot {
  /** /proc/sys/kernel/random/boot_id */
  readonly id: string;
  /** `uname -r` */
  readonly kernelRelease: string;
  /** /proc/cmdline; null where it is not known. */
  readonly commandLine: string | null;
  /** Another kernel started this one; null where the kernel does not tell. */
  readonly throughKexec: boolean | null;
  /** Its targets were reached; false where it ends before. */
  readonly cameUp: boolean;
  /** A kernel left its last words since the attempt was made (pstore). */
  readonly crashLogged: boolean;
}

/** What became of an attempt. */
export type Verdict =
  | { readonly kind: 'under-way' } // this is the boot that made it, or the one that it led to
  | { readonly kind: 'landed' } // this boot is the one that it was to lead to, and reached its target
  | { readonly kind: 'dropped' } // as far as is known the kernel was never started, or nobody can know
  | { readonly kind: 'failed'; readonly how: FailureHow };

/**
 * What became of an attempt, seen from a boot. Only what really jumped can have failed: the stop of the boot that loaded it was noted as
 * one through kexec, and the last mark before the jump is there, written when all services had stopped. Nothing here is measured by a
 * clock that somebody sets. Where two stories fit, the one without a failure is told; decision 0025 lists them.
 */
export function judgeAttempt(attempt: Attempt, boot: JudgingBoot, left: Left): Verdict {
  if (boot.id === attempt.bootId || boot.id === attempt.landedIn) return UNDER_WAY;
  if (attempt.landedIn !== null) return afterLanding(attempt.landedIn, boot, left);
  if (isItsBoot(attempt, boot)) return boot.cameUp ? { kind: 'landed' } : { kind: 'failed', how: 'stopped-early' };
  // Another kernel through kexec: somebody loaded it over ours, or ours went on to it. What ours did is not known.
  if (boot.throughKexec === true || !jumped(attempt, left)) return DROPPED;
  return { kind: 'failed', how: boot.crashLogged ? 'panicked' : 'never-came-up' };
}

const UNDER_WAY: Verdict = { kind: 'under-way' };
const DROPPED: Verdict = { kind: 'dropped' };

/** It reached its target and did not stay up long enough to count. One that was told to stop has not failed. */
function afterLanding(landedIn: string, boot: JudgingBoot, { stop }: Left): Verdict {
  if (stop === 'damaged' || (stop !== null && stop.bootId === landedIn && stop.shutdown !== 'none')) return DROPPED;
  return { kind: 'failed', how: boot.crashLogged ? 'panicked' : 'did-not-stay' };
}

/** Same release, and every word that was loaded; kernel and kexec(8) may add some. */
function isItsBoot({ start, addedWords }: Attempt, { kernelRelease, commandLine, throughKexec }: JudgingBoot): boolean {
  if (throughKexec === false) return false;
  // Of a boot that ended before it could look, only this much was noted.
  if (commandLine === null) return throughKexec === true && start.kernelRelease === kernelRelease;
  // GRUB adds this word and kexec does not; where the kernel does not tell, it is the best witness.
  if (throughKexec === null && /^BOOT_IMAGE=/.test(commandLine)) return false;
  if (start.kernelRelease !== null && start.kernelRelease !== kernelRelease) return false;
  return commandLineDifference(withAddedWords(start.commandLine, addedWords), commandLine).removed.length === 0;
}

function jumped({ bootId }: Attempt, { stop, stoppedBootSeconds, loadedAtEnd }: Left): boolean {
  if (loadedAtEnd === false) return false; // unloaded at the last moment, because its files had changed
  return stop !== null && stop !== 'damaged' && stop.bootId === bootId && stop.shutdown === 'kexec' && stoppedBootSeconds !== null;
}

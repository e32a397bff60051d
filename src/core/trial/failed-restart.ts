import { said, type Said } from '../said.ts';
import { say, type Sentence } from '../sentence.ts';
import type { FailedStart, FailureHow } from './kept-kernels.ts';
import { stillRefused } from './past.ts';

/** A quick restart that failed, as clients are told. */
export interface FailedRestart extends Said {
  readonly kernelRelease: string | null;
  /** Path of the kernel image. */
  readonly kernel: string;
  /** Id of the entry that was loaded; it may have gone since. */
  readonly entryId: string;
  readonly how: FailureHow;
  readonly trial: boolean;
  /** When it was loaded, milliseconds since the epoch. */
  readonly atMs: number;
  /** How often in a row. */
  readonly times: number;
  /** It is what the boot that runs now came after. */
  readonly latest: boolean;
  /** It stands against the next quick restart into this kernel. */
  readonly refused: boolean;
}

/** What clients are told of a failure; `bootId`: the boot that runs now. */
export function failedRestartOf(failure: FailedStart, bootId: string | null): FailedRestart {
  const { start, entryId, how, trial, atMs, times } = failure;
  return {
    kernelRelease: start.kernelRelease, kernel: start.kernel.path, entryId, how, trial, atMs, times,
    latest: failure.noticedIn === bootId, refused: stillRefused(failure), ...said(failureSentence(failure)),
  };
}

/** What happened, in one sentence. */
export function failureSentence({ start, how, atMs }: Pick<FailedStart, 'start' | 'how' | 'atMs'>): Sentence {
  return SENTENCES[how]({ release: start.kernelRelease ?? start.kernel.path, day: dayOf(atMs) });
}

/**
 * What to do where it is refused; somebody who pressed the power button during a healthy start must find the way out here. `entryId` empty:
 * it is the entry that is planned anyway.
 */
export function wayOutSentence({ times, entryId }: Pick<FailedRestart, 'times' | 'entryId'>): Sentence {
  const command = `quick-restart trust${entryId === '' ? '' : ` ${quoted(entryId)}`}`;
  if (times > 1) return say('Restart this kernel the ordinary way. To try it quickly once more: {command}.', { command });
  return say('Restart the ordinary way: once it has come up like that, quick restarts are possible again. If you switched the machine off yourself: {command}.', { command });
}

/** The day of a moment, in UTC: which of two days it was around midnight is nobody's question here. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

const SENTENCES: Readonly<Record<FailureHow, (values: { readonly release: string; readonly day: string }) => Sentence>> = {
  'never-came-up': (values) => say('The quick restart into {release} on {day} did not come up, and the machine had to start through the firmware.', values),
  panicked: (values) => say('The quick restart into {release} on {day} ended in a crash of the new kernel, and the machine had to start through the firmware.', values),
  'stopped-early': (values) => say('The quick restart into {release} on {day} was ended before the new kernel’s services were up.', values),
  'did-not-stay': (values) => say('The quick restart into {release} on {day} came up and ended within the first minute.', values),
};

/** As a shell wants it. */
function quoted(id: string): string {
  return /^[\w.+:@%/,-]+$/.test(id) ? id : `'${id.replaceAll("'", "'\\''")}'`;
}

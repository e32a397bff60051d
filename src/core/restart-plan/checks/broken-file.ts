import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import type { BrokenState } from '../../boot-entry/file-sentences.ts';
import { both, say, type Sentence } from '../../sentence.ts';
import type { CheckId, CheckOutcome } from '../check.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/** A file of an entry that cannot be used, and how it can be mended. */
export interface BrokenFile {
  readonly id: CheckId;
  readonly entry: BootEntry;
  readonly state: BrokenState;
  /** What is wrong with it: boot-entry/file-sentences.ts. */
  readonly message: Sentence;
  readonly mend: Sentence;
}

/**
 * Refuses because of a file that is missing, truncated, unreadable or something else. Where the file is surely missing or
 * cut off and the boot loader would start this very entry, the ordinary restart would not come back either, so the refusal
 * stands against any restart. A file that we merely do not understand says nothing about the boot loader.
 */
export function brokenFile({ id, entry, state, message, mend }: BrokenFile): CheckOutcome {
  const sure = state.kind === 'missing' || (state.kind === 'invalid' && state.truncated === true);
  if (sure && entry.default) {
    return refusalOfAny(id, both(message, say('An ordinary restart would start the same entry.')), both(say('Do not restart before this is mended.'), mend));
  }
  const hint = state.kind === 'unreadable' ? say('Run this command as root; if it still cannot be read, check the disk.') : mend;
  return outcome(id, 'refusal', message, hint);
}

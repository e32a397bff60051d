import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import type { CheckId, CheckOutcome } from '../check.ts';
import type { InitrdState, KernelImageState } from '../machine.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/** A file of an entry that cannot be used, and how it can be mended. */
export interface BrokenFile {
  readonly id: CheckId;
  readonly entry: BootEntry;
  /** What the sentence is about: `The initrd /boot/…`. */
  readonly what: string;
  readonly state: Exclude<KernelImageState | InitrdState, { kind: 'valid' }>;
  readonly mend: string;
}

/**
 * Refuses because of a file that is missing, truncated, unreadable or something else. Where the file is surely missing or
 * cut off and the boot loader would start this very entry, the ordinary restart would not come back either, so the refusal
 * stands against any restart. A file that we merely do not understand says nothing about the boot loader.
 */
export function brokenFile({ id, entry, what, state, mend }: BrokenFile): CheckOutcome {
  const message = `${what} ${stateInWords(state)}.`;
  const sure = state.kind === 'missing' || (state.kind === 'invalid' && state.truncated === true);
  if (sure && entry.default) {
    return refusalOfAny(id, `${message} An ordinary restart would start the same entry.`, `Do not restart before this is mended. ${mend}`);
  }
  const hint = state.kind === 'unreadable' ? 'Run this command as root; if it still cannot be read, check the disk.' : mend;
  return outcome(id, 'refusal', message, hint);
}

function stateInWords(state: BrokenFile['state']): string {
  switch (state.kind) {
    case 'missing':
      return 'is missing';
    case 'unreadable':
      return `cannot be read: ${state.detail}`;
    case 'invalid':
      return `cannot be used: ${state.detail}`;
  }
}

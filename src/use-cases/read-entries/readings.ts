import type { Failure } from '../../contracts/errors.ts';
import type { BootEntryDraft } from '../../core/boot-entry/boot-entry.ts';
import type { EntryFiles } from '../../core/restart-plan/machine.ts';
import type { Result } from '../../core/result.ts';
import type { Sentence } from '../../core/sentence.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { inspectWholeFiles } from './inspect-files.ts';
import { KeptAnswer } from './kept-answer.ts';
import { readEntries, type ReadEntries } from './read-entries.ts';
import { planOneShotEntry, planSavedEntry, type SavedEntryPlan } from './read-grub.ts';

/** What is read of the boot configuration and of the files that it names. */
export interface Readings {
  /** See readEntries. */
  entries(): Result<ReadEntries, Failure>;
  /** See inspectWholeFiles. */
  wholeFiles(draft: BootEntryDraft): Promise<EntryFiles | null>;
  /** See planSavedEntry. */
  savedEntry(draft: BootEntryDraft): Result<SavedEntryPlan, Sentence>;
  /** See planOneShotEntry. */
  oneShotEntry(draft: BootEntryDraft): Result<SavedEntryPlan, Sentence>;
}

/** Reads everything from disk, each time: what a load is made from. */
export function readAnew(ports: EnginePorts): Readings {
  return {
    entries: () => readEntries(ports),
    wholeFiles: (draft) => inspectWholeFiles(ports, draft),
    savedEntry: ({ id }) => planSavedEntry(ports, id),
    oneShotEntry: ({ id }) => planOneShotEntry(ports, id),
  };
}

/**
 * Reads once for each change of the files that were touched, so that whoever asks a thousand times pays for one parse. What anybody
 * may ask for without permission is answered from here.
 */
export function readOnChange(ports: EnginePorts, now: () => number = Date.now): Readings {
  let entries = new KeptAnswer<Result<ReadEntries, Failure>>(ports, now);
  let seenBy = '';
  const files = keptFor<Promise<EntryFiles | null>>(ports, now);
  const saved = keptFor<Result<SavedEntryPlan, Sentence>>(ports, now);
  const oneShot = keptFor<Result<SavedEntryPlan, Sentence>>(ports, now);
  return {
    entries() {
      const machine = ports.machine.read();
      // The rest of the machine is no part of an entry.
      const seeing = JSON.stringify([machine.kernelRelease, machine.architecture, machine.commandLine]);
      if (seeing !== seenBy) entries = new KeptAnswer(ports, now);
      seenBy = seeing;
      const read = entries.get((watched) => readEntries(watched, machine));
      return read.ok ? { ok: true, value: { ...read.value, machine } } : read;
    },
    wholeFiles: (draft) => files(draft).get((watched) => inspectWholeFiles(watched, draft)),
    savedEntry: (draft) => saved(draft).get((watched) => planSavedEntry(watched, draft.id)),
    oneShotEntry: (draft) => oneShot(draft).get((watched) => planOneShotEntry(watched, draft.id)),
  };
}

/** One answer for each draft, for as long as its list of entries is kept. */
function keptFor<T>(ports: EnginePorts, now: () => number): (draft: BootEntryDraft) => KeptAnswer<T> {
  const all = new WeakMap<BootEntryDraft, KeptAnswer<T>>();
  return (draft) => {
    const known = all.get(draft) ?? new KeptAnswer<T>(ports, now);
    all.set(draft, known);
    return known;
  };
}

import type { BootEntryDraft } from '../../core/boot-entry/boot-entry.ts';
import { completeEntry } from '../../core/boot-entry/complete-entry.ts';
import { ok } from '../../core/result.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { inspectFilesFromOutside } from './inspect-files.ts';
import type { ReadEntries } from './read-entries.ts';
import type { Readings } from './readings.ts';

/**
 * The readings with one entry more, behind all others: one that no configuration names. It can be planned and loaded as they are; where
 * no configuration can be read, it is alone.
 */
export function withEntry(readings: Readings, ports: EnginePorts, draft: BootEntryDraft): Readings {
  return {
    entries() {
      const read = readings.entries();
      const others: ReadEntries = read.ok ? read.value : { entries: [], drafts: [], diagnostics: [], machine: ports.machine.read() };
      const entry = completeEntry(draft, inspectFilesFromOutside(ports, draft) ?? NO_FILES, others.machine);
      return ok({ ...others, entries: [...others.entries, entry], drafts: [...others.drafts, draft] });
    },
    wholeFiles: (one) => readings.wholeFiles(one),
    savedEntry: (one) => readings.savedEntry(one),
    oneShotEntry: (one) => readings.oneShotEntry(one),
  };
}

const NO_FILES = { kernel: { kind: 'missing' }, initrds: [] } as const;

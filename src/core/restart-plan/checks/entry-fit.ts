import type { BootEntry, EntryProblemKind } from '../../boot-entry/boot-entry.ts';
import { messageOf } from '../../said.ts';
import { both, say, type Sentence } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles } from '../machine.ts';
import { outcome } from '../outcome.ts';

/**
 * What the boot configuration itself says against a quick restart of the entry. Its files have checks of their own; a
 * problem with files that these checks cannot see (an initrd that was looked for and has no path) is told here.
 */
export function checkEntryFit(entry: BootEntry, files: EntryFiles | null): CheckOutcome {
  const problems = entry.problems.filter((problem) => !isToldByFileCheck(problem.kind, files));
  const [first] = problems;
  if (first !== undefined) return outcome('entry-fit', 'refusal', problems.map(messageOf).reduce(both), HINTS[first.kind] ?? OTHER_ENTRY);
  if (entry.kernel === null) return outcome('entry-fit', 'refusal', say('“{title}” starts no Linux kernel.', { title: entry.title }), OTHER_ENTRY);
  return outcome('entry-fit', 'ok', say('“{title}” can be started without the boot loader.', { title: entry.title }));
}

const OTHER_ENTRY = say('Restart the ordinary way, or name another entry: quick-restart list shows them all.');

const HINTS: Partial<Record<EntryProblemKind, Sentence>> = {
  'device-unknown': say('Mount the file system that the entry starts from, or restart the ordinary way.'),
  encoding: say('Write the entry’s command line in UTF-8, or restart the ordinary way.'),
};

const KERNEL_PROBLEMS: ReadonlySet<EntryProblemKind> = new Set(['kernel-missing', 'kernel-unreadable', 'kernel-invalid']);
const INITRD_PROBLEMS: ReadonlySet<EntryProblemKind> = new Set(['initrd-missing', 'initrd-unreadable', 'initrd-invalid']);

function isToldByFileCheck(kind: EntryProblemKind, files: EntryFiles | null): boolean {
  if (files === null) return false;
  if (KERNEL_PROBLEMS.has(kind)) return files.kernel.kind !== 'valid';
  if (INITRD_PROBLEMS.has(kind)) return files.initrds.some(({ state }) => state.kind !== 'valid');
  return kind === 'kernel-architecture';
}

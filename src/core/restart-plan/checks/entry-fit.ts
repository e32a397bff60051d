import type { BootEntry, EntryProblemKind } from '../../boot-entry/boot-entry.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/** What the boot configuration itself says against a quick restart of the entry; its files have checks of their own. */
export function checkEntryFit(entry: BootEntry): CheckOutcome {
  const problems = entry.problems.filter((problem) => !FILE_PROBLEMS.has(problem.kind));
  const [first] = problems;
  if (first !== undefined) return outcome('entry-fit', 'refusal', problems.map((problem) => problem.message).join(' '), HINTS[first.kind] ?? OTHER_ENTRY);
  if (entry.kernel === null) return outcome('entry-fit', 'refusal', `“${entry.title}” starts no Linux kernel.`, OTHER_ENTRY);
  return outcome('entry-fit', 'ok', `“${entry.title}” can be started without the boot loader.`);
}

const OTHER_ENTRY = 'Restart the ordinary way, or name another entry: quick-restart list shows them all.';

const HINTS: Partial<Record<EntryProblemKind, string>> = {
  'device-unknown': 'Mount the file system that the entry starts from, or restart the ordinary way.',
  encoding: 'Write the entry’s command line in UTF-8, or restart the ordinary way.',
};

const FILE_PROBLEMS: ReadonlySet<EntryProblemKind> = new Set([
  'kernel-missing',
  'kernel-unreadable',
  'kernel-invalid',
  'kernel-architecture',
  'initrd-missing',
  'initrd-unreadable',
  'initrd-invalid',
]);

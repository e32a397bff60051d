import { err, ok, type Result } from '../result.ts';
import { sameCommandLine } from '../kernel/command-line.ts';
import type { BootEntry } from './boot-entry.ts';

/** Why a selector names no single entry. `candidates`: the entries that it fits, none where it fits none. */
export interface FindEntryError {
  readonly kind: 'entry-unknown' | 'entry-ambiguous';
  readonly selector: string;
  readonly candidates: readonly BootEntry[];
}

/**
 * The entry that a person means by `selector`: an id, else a kernel release, else a title, else a part of one title in any
 * case. Where several entries fit, recovery entries step back, and entries that start the very same thing (Debian's first
 * entry and its copy in the submenu) count as one. Errors: entry-unknown, entry-ambiguous.
 *
 * @example findEntry(entries, '6.12.107+deb13-amd64')
 */
export function findEntry(entries: readonly BootEntry[], selector: string): Result<BootEntry, FindEntryError> {
  if (selector === '') return err({ kind: 'entry-unknown', selector, candidates: [] });
  const wanted = selector.toLowerCase();
  const ways: readonly ((entry: BootEntry) => boolean)[] = [
    (entry) => entry.id === selector,
    (entry) => entry.kernelRelease === selector,
    (entry) => entry.title.toLowerCase() === wanted,
    (entry) => entry.title.toLowerCase().includes(wanted),
  ];
  for (const fits of ways) {
    const candidates = entries.filter(fits);
    if (candidates.length > 0) return single(candidates, selector);
  }
  return err({ kind: 'entry-unknown', selector, candidates: [] });
}

function single(candidates: readonly BootEntry[], selector: string): Result<BootEntry, FindEntryError> {
  const ordinary = candidates.filter((entry) => !entry.recovery);
  const [first, ...others] = ordinary.length > 0 ? ordinary : candidates;
  if (first !== undefined && others.every((entry) => startsTheSame(entry, first))) return ok(first);
  return err({ kind: 'entry-ambiguous', selector, candidates });
}

function startsTheSame(a: BootEntry, b: BootEntry): boolean {
  return (
    a.kernel !== null &&
    a.kernel === b.kernel &&
    a.devicetree === b.devicetree &&
    a.restricted === b.restricted &&
    sameCommandLine(a.commandLine, b.commandLine) &&
    a.initrds.length === b.initrds.length &&
    a.initrds.every((path, index) => path === b.initrds[index])
  );
}

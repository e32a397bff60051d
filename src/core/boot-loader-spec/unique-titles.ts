import type { FoundEntry } from './found-entry.ts';

/**
 * Titles by which a person can tell the entries apart, in their order: where several are the same, the version is added,
 * then the first eight signs of the machine id, then the id. Source: systemd, src/boot/boot.c, generate_boot_entry_titles().
 *
 * @example uniqueTitles([debian612, debian61]) // ['Debian GNU/Linux (6.12)', 'Debian GNU/Linux (6.1)']
 */
export function uniqueTitles(entries: readonly FoundEntry[]): readonly string[] {
  let titles = entries.map((entry) => entry.title ?? entry.loaderId);
  for (const more of ADDITIONS) {
    const counts = new Map<string, number>();
    for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
    titles = titles.map((title, index) => {
      const entry = entries[index];
      const addition = entry === undefined || counts.get(title) === 1 ? null : more(entry);
      return addition === null ? title : `${title} (${addition})`;
    });
  }
  return titles;
}

const ADDITIONS: readonly ((entry: FoundEntry) => string | null)[] = [
  (entry) => entry.version,
  (entry) => entry.machineId?.slice(0, 8) ?? null,
  (entry) => entry.loaderId,
];

import type { KernelRow, SettingsChange } from '../../contracts/app/settings-window.ts';
import type { Translator } from '../../words/index.ts';

/** From this many entries on, the list has a field to search in it. */
export const SEARCH_FROM = 13;

/** The entries in whose titles, release or id every word of the search is found, in their order. */
export function searchEntries(entries: readonly KernelRow[], search: string): readonly KernelRow[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return entries.filter((entry) => {
    const text = [...entry.titlePath, entry.title, entry.kernelRelease ?? '', entry.id].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The policy that the radio buttons show: the one that is being asked for, else the one that is set; null while neither is known. */
export function shownPolicy(set: string | null, wanted: SettingsChange | null): string | null {
  return wanted?.kind === 'policy' ? wanted.policy : set;
}

/** The policy of one entry. */
export function policyOf(entry: Pick<KernelRow, 'id'>): string {
  return `entry:${entry.id}`;
}

/** The policy's entry has gone: no radio button would show it. */
export function isGone(policy: string, entries: readonly KernelRow[]): boolean {
  return policy.startsWith('entry:') && !entries.some((entry) => policyOf(entry) === policy);
}

/** Entries that follow one another below the same titles of submenus. */
export interface Submenu {
  readonly titlePath: readonly string[];
  readonly entries: readonly KernelRow[];
}

/** The entries in their order, with a new submenu wherever the titles around them change. */
export function submenusOf(entries: readonly KernelRow[]): readonly Submenu[] {
  const submenus: { titlePath: readonly string[]; entries: KernelRow[] }[] = [];
  for (const entry of entries) {
    const last = submenus.at(-1);
    if (last?.titlePath.join('\n') === entry.titlePath.join('\n')) last.entries.push(entry);
    else submenus.push({ titlePath: entry.titlePath, entries: [entry] });
  }
  return submenus;
}

/** What an entry was read from, in a word. */
export function sourceName(kind: KernelRow['source']['kind'], { t }: Translator): string {
  switch (kind) {
    case 'grub':
      return 'GRUB';
    case 'bls':
      return 'Boot Loader Specification';
    case 'uki':
      return t('Unified kernel image');
    case 'extlinux':
      return 'EXTLINUX';
    case 'nixos':
      return 'NixOS';
    case 'scan':
      return t('Found in /boot');
  }
}

import type { BootEntryDraft } from '../boot-entry/boot-entry.ts';
import { compareVersions } from './version-order.ts';
import type { BootCounter } from './boot-counting.ts';

/** An entry with what systemd-boot goes by when it orders, names and chooses entries. */
export interface FoundEntry {
  /** As systemd-boot knows it: the file name with its counter, in lower case, and `@profile` for all but the first profile. */
  readonly loaderId: string;
  /** The same without the profile. */
  readonly fileId: string;
  /** As written; null makes the id the title. */
  readonly title: string | null;
  readonly version: string | null;
  readonly machineId: string | null;
  readonly sortKey: string | null;
  readonly counter: BootCounter | null;
  readonly profile: number;
  /** systemd-boot shows it: its program is there. */
  readonly shown: boolean;
  /** Without a title of its own and without `default`; both follow from all entries together. */
  readonly draft: BootEntryDraft;
}

/**
 * Orders entries as systemd-boot shows them: those without tries left last, those with a sort key first, then by sort key
 * and machine id (upwards), version and file name (downwards, newest first), profile, and counter (most tries left first).
 * Source: Boot Loader Specification, Sorting; systemd, src/boot/boot.c, boot_entry_compare().
 */
export function compareEntries(a: FoundEntry, b: FoundEntry): number {
  return (
    Number(isBad(a)) - Number(isBad(b)) ||
    Number(a.sortKey === null) - Number(b.sortKey === null) ||
    compareKeyed(a, b) ||
    compareVersions(b.fileId, a.fileId) ||
    a.profile - b.profile ||
    compareCounters(a.counter, b.counter)
  );
}

/** Whether the entry was tried as often as it may be without success. Source: Boot Loader Specification, Boot counting. */
export function isBad(entry: FoundEntry): boolean {
  return entry.counter?.triesLeft === 0;
}

function compareKeyed(a: FoundEntry, b: FoundEntry): number {
  if (a.sortKey === null || b.sortKey === null) return 0;
  return compareTexts(a.sortKey, b.sortKey) || compareTexts(a.machineId, b.machineId) || compareVersions(b.version, a.version);
}

/** What is not there comes before what is. */
function compareTexts(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareCounters(a: BootCounter | null, b: BootCounter | null): number {
  return a === null || b === null ? 0 : b.triesLeft - a.triesLeft || a.triesDone - b.triesDone;
}

import type { BootEntry } from '../boot-entry/boot-entry.ts';

/**
 * Whether loading the entry takes the stronger polkit action: it can give a root shell, the boot loader keeps it behind a
 * superuser's password, or no boot menu offers it (a kernel that only lies about, perhaps an old one with known holes).
 * What the boot menu would ask a password for, or not start at all, is never given away here.
 */
export function needsStrongerAction(entry: BootEntry): boolean {
  return entry.recovery || entry.restricted || entry.source.kind === 'scan';
}

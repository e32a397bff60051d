import type { BootEntry } from '../boot-entry/boot-entry.ts';

/**
 * Whether loading the entry takes the stronger polkit action: it can give a root shell, or the boot loader keeps it behind
 * a superuser's password. What the boot menu would ask a password for is never given away here.
 */
export function needsStrongerAction(entry: BootEntry): boolean {
  return entry.recovery || entry.restricted;
}

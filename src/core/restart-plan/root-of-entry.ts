import type { BootEntry } from '../boot-entry/boot-entry.ts';
import { findParameter } from '../kernel/command-line.ts';
import type { BlockDevice, RootFacts } from './advice-facts.ts';
import type { Machine } from './machine.ts';

/**
 * Whether the files that were read are those of the system that the entry starts; null where that is not known. True also where the
 * entry names no root (its initrd finds the one that is there) and where another system was asked for (--root): its files were read.
 */
export function startsThisSystem(root: RootFacts, entry: BootEntry, machine: Machine): boolean | null {
  if (root.kind === 'elsewhere') return true;
  const wanted = findParameter(entry.commandLine, 'root')?.value ?? '';
  const running = findParameter(machine.commandLine, 'root')?.value ?? '';
  if (wanted !== '' && wanted !== running) {
    if (root.wanted.kind === 'missing') return false;
    if (root.wanted.kind === 'unknown' || root.running === null) return null;
    if (!isSameDevice(root.wanted.device, root.running)) return false;
  }
  // Another subvolume of the same file system is another system.
  return findParameter(entry.commandLine, 'rootflags')?.value === findParameter(machine.commandLine, 'rootflags')?.value ? true : null;
}

/** Of a btrfs file system on several disks each one stands for all. */
export function isSameDevice(one: BlockDevice, other: BlockDevice): boolean {
  return one.number === other.number || (one.uuid !== null && one.uuid === other.uuid);
}

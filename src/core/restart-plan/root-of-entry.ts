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
  const wanted = valueOf(entry, 'root');
  const sameDisk = wanted === '' || wanted === valueOf(machine, 'root') ? true : isRunningDisk(root);
  if (sameDisk !== true) return sameDisk;
  // Another subvolume of the same file system is another system.
  return valueOf(entry, 'rootflags') === valueOf(machine, 'rootflags') ? true : null;
}

function valueOf({ commandLine }: { readonly commandLine: string }, name: string): string {
  return findParameter(commandLine, name)?.value ?? '';
}

function isRunningDisk({ wanted, running }: Extract<RootFacts, { kind: 'here' }>): boolean | null {
  if (wanted.kind === 'missing') return false;
  return wanted.kind === 'unknown' || running === null ? null : isSameDevice(wanted.device, running);
}

/** Of a btrfs file system on several disks each one stands for all. */
export function isSameDevice(one: BlockDevice, other: BlockDevice): boolean {
  return one.number === other.number || (one.uuid !== null && one.uuid === other.uuid);
}

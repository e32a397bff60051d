import type { BootEntry, BootEntryDraft } from '../../../../../src/core/boot-entry/boot-entry.ts';
import type { EntryFiles, KexecFacts, Machine } from '../../../../../src/core/restart-plan/machine.ts';

export const RUNNING = '6.12.100+deb13-amd64';
export const NEWER = '6.12.107+deb13-amd64';

/** A draft as a boot configuration gives it. */
export function draft(changes: Partial<BootEntryDraft> = {}): BootEntryDraft {
  return {
    id: 'gnulinux-simple',
    title: 'Debian GNU/Linux',
    titlePath: [],
    source: { kind: 'grub', file: '/boot/grub/grub.cfg', line: 112 },
    kernel: `/boot/vmlinuz-${NEWER}`,
    initrds: [`/boot/initrd.img-${NEWER}`],
    devicetree: null,
    commandLine: 'root=UUID=1-2 ro quiet',
    default: false,
    restricted: false,
    problems: [],
    ...changes,
  };
}

/** A completed entry without a flaw. */
export function entry(changes: Partial<BootEntry> = {}): BootEntry {
  return { ...draft(), kernelRelease: NEWER, architecture: 'x86_64', running: false, recovery: false, quickRestart: true, ...changes };
}

/** An entry of one kernel release, named by it. */
export function entryOf(release: string, changes: Partial<BootEntry> = {}): BootEntry {
  return entry({ id: release, title: `Linux ${release}`, kernel: `/boot/vmlinuz-${release}`, initrds: [`/boot/initrd.img-${release}`], kernelRelease: release, ...changes });
}

/** The files of `entry()`, all in order. */
export function files(changes: Partial<EntryFiles> = {}): EntryFiles {
  return {
    kernel: { kind: 'valid', release: NEWER, architecture: 'x86_64', sizeBytes: 12_000_000 },
    initrds: [{ path: `/boot/initrd.img-${NEWER}`, state: { kind: 'valid', sizeBytes: 30_000_000 }, modifiedMs: 1_793_500_000_000 }],
    kernelModifiedMs: 1_793_400_000_000,
    ...changes,
  };
}

/** A machine on which a quick restart works. */
export function machine(changes: Partial<Machine> = {}, kexec: Partial<KexecFacts> = {}): Machine {
  return {
    kernelRelease: RUNNING,
    architecture: 'x86_64',
    commandLine: `BOOT_IMAGE=/boot/vmlinuz-${RUNNING} root=UUID=1-2 ro quiet`,
    kexec: { tool: '/usr/sbin/kexec', fileLoad: true, classicLoad: true, loadDisabled: false, loaded: false, ...kexec },
    lockdown: 'none',
    busyPackageManagers: [],
    container: false,
    ...changes,
  };
}

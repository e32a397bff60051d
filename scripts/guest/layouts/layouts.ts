/** One way to arrange disk, firmware and boot loader. */
export interface Layout {
  readonly name: string;
  readonly firmware: 'bios' | 'uefi';
  readonly rootFileSystem: 'ext4' | 'btrfs';
  /** The partition table for sfdisk(8), but for the root partition, which comes last. */
  readonly table: readonly string[];
  /** Where the root partition begins; it takes the rest. */
  readonly rootStartMiB: number;
  /** Its place in the table, from 1. */
  readonly rootNumber: number;
  /** Its GRUB is that of Debian's next release (next-grub.ts). */
  readonly nextGrub?: true;
}

const ESP = 'start=1MiB, size=256MiB, type=U';
const BIOS = { firmware: 'bios', rootFileSystem: 'ext4' } as const;
const UEFI = { firmware: 'uefi', rootFileSystem: 'ext4', table: ['label: gpt', ESP], rootStartMiB: 257, rootNumber: 2 } as const;

/** What each is made of is in in-guest/NAME-set-up.sh and in-guest/NAME-change.sh. */
export const LAYOUTS = {
  /** /boot is a file system of its own, whose paths GRUB begins at its top. */
  separateBoot: { ...BIOS, name: 'separate-boot', table: ['label: dos', 'start=1MiB, size=256MiB, type=83, bootable'], rootStartMiB: 257, rootNumber: 2 },
  /** GRUB_DEFAULT=saved, and what is saved is an older kernel in the submenu. */
  savedEntry: { ...BIOS, name: 'saved-entry', table: ['label: dos'], rootStartMiB: 1, rootNumber: 1 },
  /** The system is in a btrfs subvolume, which is part of GRUB's paths and of the command line. GPT with a BIOS boot partition. */
  btrfsSubvolume: {
    ...BIOS,
    name: 'btrfs-subvolume',
    rootFileSystem: 'btrfs',
    table: ['label: gpt', 'start=1MiB, size=1MiB, type=21686148-6449-6E6F-744E-656564454649'],
    rootStartMiB: 2,
    rootNumber: 2,
  },
  /** GRUB makes its menu of entry files (blscfg), which are in /boot, a file system of its own. */
  blsGrub: { ...BIOS, name: 'bls-grub', table: ['label: dos', 'start=1MiB, size=256MiB, type=83, bootable'], rootStartMiB: 257, rootNumber: 2, nextGrub: true },
  /** UEFI starts GRUB from the ESP, which is mounted at /boot/efi. */
  uefiGrub: { ...UEFI, name: 'uefi-grub' },
  /** UEFI starts systemd-boot; kernels and entry files are on the ESP, mounted at /boot/efi. */
  systemdBoot: { ...UEFI, name: 'systemd-boot' },
  /** As before, with unified kernel images made by ukify; the ESP is mounted at /efi when somebody looks. */
  unifiedImage: { ...UEFI, name: 'unified-image' },
} as const satisfies Readonly<Record<string, Layout>>;

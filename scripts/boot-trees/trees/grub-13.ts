import { smallBzImage, smallInitrd } from '../../../test/fakes/kernel-files.ts';
import type { Tree } from '../tree.ts';
import { debianKernels } from '../kernels.ts';
import { DISKS, UUIDS } from './disks.ts';
import { grubTree, type GrubSetup } from './grub.ts';

const FOREIGN = `#!/bin/sh
exec tail -n +3 $0
menuentry 'Memory test (memtest86+)' --id memtest {
	search --no-floppy --fs-uuid --set=root ${UUIDS.root}
	linux16 /boot/memtest86+x64.bin
}
menuentry 'Another disk, through its own boot loader' {
	search --no-floppy --fs-uuid --set=root ${UUIDS.otherDisk}
	chainloader +1
}
menuentry "A Linux of another disk" --id other-linux {
	search --no-floppy --fs-uuid --set=root ${UUIDS.otherDisk}
	linux /boot/vmlinuz-6.12.43+deb13-amd64 root=UUID=${UUIDS.otherDisk} ro
	initrd /boot/initrd.img-6.12.43+deb13-amd64
}
menuentry 'Second boot on two cores' --id=two-cores {
	set kernel=/boot/vmlinuz-6.12.107+deb13-amd64
	set options="ro maxcpus=2"
	search --no-floppy --fs-uuid --set=root ${UUIDS.root}
	linux "$kernel" root=UUID=${UUIDS.root} $options
	initrd /boot/initrd.img-6.12.107+deb13-amd64
}
`;

const OS_PROBER = `#!/bin/sh
echo '/dev/sda1@/EFI/Microsoft/Boot/bootmgfw.efi:Windows Boot Manager:Windows:efi'
echo '/dev/sdb1:Fedora Linux 42 (Workstation Edition):Fedora:linux'
`;
const LINUX_BOOT_PROBER = `#!/bin/sh
echo '/dev/sdb1:/dev/sdb1:Fedora Linux 42:/boot/vmlinuz-6.14.0-63.fc42.x86_64:/boot/initramfs-6.14.0-63.fc42.x86_64.img:root=UUID=${UUIDS.otherDisk} ro rhgb quiet'
`;

const SETUPS: readonly GrubSetup[] = [
  {
    name: 'grub-13-btrfs',
    title: 'Root on the btrfs subvolume @',
    suite: 'trixie',
    disk: DISKS.btrfs,
    running: true,
    rule: 'GRUB’s paths count from the top of the file system, `/@/boot/vmlinuz-…`, and the system sees them below the mount of that subvolume; `rootflags=subvol=@` is part of the command line.',
  },
  {
    name: 'grub-13-separate-boot',
    title: '/boot of its own, no submenu, the default by its title',
    suite: 'trixie',
    disk: DISKS.separateBoot,
    settings: 'GRUB_DISABLE_SUBMENU=y\nGRUB_DEFAULT="Debian GNU/Linux, with Linux 6.12.43+deb13-amd64"\n',
    rule: 'a default that is a title names the entry with exactly that title, and not the recovery entry whose title begins with it; without a submenu there is no simple entry either.',
  },
  {
    name: 'grub-13-no-uuid',
    title: 'No UUIDs, neither for GRUB nor for the kernel (GRUB_DISABLE_UUID)',
    suite: 'trixie',
    settings: 'GRUB_DISABLE_UUID=true\n',
    rule: 'which disk the firmware numbers as hd0 cannot be known from here, so with `set root=\'hd0,gpt2\'` alone the device is unknown, and that is said rather than guessed; ids end in the device’s name.',
  },
  {
    name: 'grub-13-partition-uuid',
    title: 'The root by the UUID of its partition (GRUB_DISABLE_LINUX_PARTUUID=false)',
    suite: 'trixie',
    settings: 'GRUB_DISABLE_LINUX_UUID=true\nGRUB_DISABLE_LINUX_PARTUUID=false\nGRUB_DISABLE_RECOVERY="true"\n',
    rule: 'the command line is taken from the configuration and not made anew from what is known of the root; without recovery entries the numbers of the entries shift.',
  },
  {
    name: 'grub-13-microcode',
    title: 'Early initrds with microcode, dracut’s names, and a kernel without an initrd',
    suite: 'trixie',
    kernels: [
      { release: '6.12.107+deb13-amd64' },
      { release: '6.12.43+deb13-amd64', initrd: 'initramfs-6.12.43+deb13-amd64.img' },
      { release: '6.12.6-builtin', initrd: null },
    ],
    files: { 'boot/intel-ucode.img': smallInitrd(), 'boot/amd-ucode.img': smallInitrd(), 'boot/acpi-override.cpio': smallInitrd() },
    settings: 'GRUB_EARLY_INITRD_LINUX_CUSTOM="acpi-override.cpio"\n',
    told: ['the microcode, empty archives'],
    rule: 'an `initrd` line has several files, whose order counts; a kernel without an initrd of its own still gets the early ones, and its root is a device, since nothing there could look up a UUID.',
  },
  {
    name: 'grub-13-one-shot',
    title: 'grub-reboot has chosen another entry for the next start only',
    suite: 'trixie',
    settings: 'GRUB_DEFAULT=saved\n',
    after: ["grub-set-default 0", "grub-reboot 'Advanced options for Debian GNU/Linux>Debian GNU/Linux, with Linux 6.12.43+deb13-amd64'"],
    rule: '`next_entry` goes before `saved_entry`; the script clears it with save_env when it boots, and reading must not.',
  },
  {
    name: 'grub-13-luks',
    title: 'Everything on an encrypted volume that GRUB opens (GRUB_ENABLE_CRYPTODISK)',
    suite: 'trixie',
    disk: DISKS.luks,
    running: true,
    settings: 'GRUB_ENABLE_CRYPTODISK=y\nGRUB_CMDLINE_LINUX="cryptdevice=UUID=6e1d0b5a-83f2-4c57-a9e0-c2d47b1f3366:sda2_crypt"\n',
    rule: '`cryptomount` asks for the passphrase at boot; here the volume is open, and `search` finds the file system in it by its UUID whatever `set root=\'cryptouuid/…\'` says.',
  },
  {
    name: 'grub-13-lvm-root-directory',
    title: 'LVM whose fstab names devices, read as another system’s root directory',
    suite: 'trixie',
    disk: DISKS.lvm,
    rule: 'nothing in the directory says which UUID /dev/mapper/vg-root has, so whether the entries mean this file system is not known: their devices are unknown, and that is said rather than guessed.',
  },
  {
    name: 'grub-13-foreign',
    title: 'UEFI, other systems that os-prober found, and entries written by hand',
    suite: 'trixie',
    disk: [...DISKS.uefi, { device: '/dev/sdb1', mountPoint: '/mnt/other', type: 'ext4', uuid: UUIDS.otherDisk, partitionUuid: '9d2f4b60-1c3e-4a5d-8e7f-0a1b2c3d4e10', grubDevice: 'hd1,gpt1', deviceNumber: '8:17' }],
    settings: 'GRUB_DISABLE_OS_PROBER=false\n',
    files: {
      'etc/grub.d/40_custom': { script: FOREIGN },
      'usr/local/bin/os-prober': { script: OS_PROBER },
      'usr/local/bin/linux-boot-prober': { script: LINUX_BOOT_PROBER },
      'sys/firmware/efi/efivars/.keep': '',
      'boot/grub/x86_64-efi/load.cfg': `search.fs_uuid ${UUIDS.root} root hd0,gpt2\nset prefix=($root)'/boot/grub'\n`,
      'boot/memtest86+x64.bin': smallBzImage('Memtest86+ v7.20'),
      'mnt/other/boot/vmlinuz-6.12.43+deb13-amd64': smallBzImage('6.12.43+deb13-amd64'),
      'mnt/other/boot/initrd.img-6.12.43+deb13-amd64': smallInitrd(),
    },
    keep: ['mnt'],
    told: ['what os-prober and linux-boot-prober found', 'the firmware', 'the memory test, which like the real one has a Linux kernel’s header and says in it that it is none', 'that the other disk is in fstab'],
    rule: 'chain loaders, firmware settings and memory tests are listed and are no Linux, though `linux16` loads one of them; a Linux of another disk is read where that disk is mounted, and its files are missing there or not; variables that an entry sets are its own.',
  },
  {
    name: 'grub-13-flavours',
    title: 'Several flavours, an .old kernel and no recovery entries',
    suite: 'trixie',
    kernels: [
      ...debianKernels('6.12.107+deb13-amd64', '6.12.107+deb13-cloud-amd64', '6.12.43+deb13-amd64', '6.12.107+deb13-rt-amd64'),
      { release: '6.12.107+deb13-amd64', image: 'vmlinuz-6.12.107+deb13-amd64.old', initrd: null },
    ],
    settings: 'GRUB_DISABLE_RECOVERY="true"\n',
    rule: 'the order of the entries is that of the configuration, where -rt- and -cloud- of one release go before plain -amd64: the first entry is not the running flavour’s newest. The kernel image, not its name, says the release of `….old`; its initrd is the one without the suffix.',
  },
  {
    name: 'grub-13-top-level',
    title: 'GRUB_TOP_LEVEL puts the older kernel first',
    suite: 'trixie',
    settings: 'GRUB_TOP_LEVEL="/boot/vmlinuz-6.12.43+deb13-amd64"\nGRUB_TERMINAL="serial console"\nGRUB_SERIAL_COMMAND="serial --unit=0 --speed=115200"\n',
    rule: 'the default is the first entry, even where a newer kernel is installed: versions are not compared, the menu is read.',
  },
];

/** Trees of GRUB 2.12. */
export const GRUB_13: readonly Tree[] = SETUPS.map(grubTree);

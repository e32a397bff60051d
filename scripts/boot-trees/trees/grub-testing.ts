import { debianKernels } from '../kernels.ts';
import type { Tree } from '../tree.ts';
import { DISKS } from './disks.ts';
import { grubTree, type GrubSetup } from './grub.ts';

const SETUPS: readonly GrubSetup[] = [
  {
    name: 'grub-testing-uefi',
    title: 'GRUB of Debian testing under UEFI',
    suite: 'forky',
    disk: DISKS.uefi,
    files: { 'sys/firmware/efi/efivars/.keep': '', 'boot/grub/x86_64-efi/load.cfg': 'configfile /boot/grub/grub.cfg\n' },
    told: ['the firmware'],
    rule: '`fwsetup` is an entry like others, and no Linux; whether the firmware offers it is not known here, and it changes no number of an entry before it.',
  },
  {
    name: 'grub-testing-release-candidates',
    title: 'Release candidates beside releases, the default by an old title',
    suite: 'forky',
    kernels: debianKernels('7.1~rc3-amd64', '7.1-amd64', '7.1-rc5', '7.0.12+deb14-amd64'),
    settings: 'GRUB_DEFAULT="Debian GNU/Linux, with Linux 7.0.12+deb14-amd64"\n',
    rule: 'the order is grub-mkconfig’s own. Code at the end of 10_linux is meant to correct a default that is a title of old times, and compares `x$default` with the title without the x: it never does, so the first entry is the default. What counts is what the script does.',
  },
  {
    name: 'grub-testing-saved-entry-gone',
    title: 'A saved entry whose kernel is gone',
    suite: 'forky',
    settings: 'GRUB_DEFAULT=saved\n',
    after: ["grub-set-default 'gnulinux-advanced-gone>gnulinux-6.19.10+deb14-amd64-advanced-gone'"],
    rule: 'a default that names nothing is the first entry of the menu, and that is said.',
  },
];

/** Trees of the GRUB in Debian testing. */
export const GRUB_TESTING: readonly Tree[] = SETUPS.map(grubTree);

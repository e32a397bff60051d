import type { Tree } from '../tree.ts';
import { DISKS, UUIDS } from './disks.ts';
import { grubTree, type GrubSetup } from './grub.ts';

const ADVANCED = `gnulinux-advanced-${UUIDS.root}`;

const SETUPS: readonly GrubSetup[] = [
  {
    name: 'grub-12-plain',
    title: 'GRUB of Debian 12, as it is installed',
    suite: 'bookworm',
    rule: 'the first entry is the default and the newest kernel is in it; 6.1.0-37 is newer than 6.1.0-9, which string order turns round; the submenu comes after it, and its entries are entries too.',
  },
  {
    name: 'grub-12-saved',
    title: 'GRUB_DEFAULT=saved, with an entry of the submenu saved',
    suite: 'bookworm',
    settings: 'GRUB_DEFAULT=saved\nGRUB_SAVEDEFAULT=true\n',
    after: [`grub-set-default '${ADVANCED}>gnulinux-6.1.0-9-amd64-advanced-${UUIDS.root}'`],
    rule: '`set default="${saved_entry}"` is what the environment block says, a path of ids into the submenu; and `savedefault`, which every entry runs, changes nothing while one only reads.',
  },
  {
    name: 'grub-12-lvm-separate-boot',
    title: 'Debian’s guided LVM: root on a logical volume, /boot beside it',
    suite: 'bookworm',
    disk: DISKS.lvmSeparateBoot,
    rule: 'paths of the entries count from the top of the /boot file system, so `/vmlinuz-…` is `/boot/vmlinuz-…`; on LVM the root is named by its device, not by its UUID.',
  },
  {
    name: 'grub-12-quoting',
    title: 'A command line with every sign that a shell or GRUB has a use for',
    suite: 'bookworm',
    settings: String.raw`GRUB_CMDLINE_LINUX_DEFAULT="quiet splash"
GRUB_CMDLINE_LINUX='dyndbg=\"file\ a.c\ +p\;module\ snd\ +p\" greeting="two  words" "it'\''s" price=\$5 dir=C:\\dir name=Jörg-日本 list=a\;b amp=a\&b hash=b#c'
`,
    rule: 'words are what GRUB’s quoting makes of them, `;` behind a backslash ends no command, `$` behind one is no variable, and `linux` joins its words anew: a word with a blank gets double quotes, and backslashes and quotes a backslash before them. Signs beyond ASCII pass through.',
  },
  {
    name: 'grub-12-default-index',
    title: 'The default as numbers: GRUB_DEFAULT="1>2"',
    suite: 'bookworm',
    settings: 'GRUB_DEFAULT="1>2"\n',
    rule: 'each step of a path of numbers counts from 0 in its own menu, submenus count as one item, recovery entries count too.',
  },
  {
    name: 'grub-12-password',
    title: 'Superusers with a password, and the ordinary entries unrestricted',
    suite: 'bookworm',
    files: {
      'etc/grub.d/01_users': {
        script: `#!/bin/sh
cat <<'EOF'
set superusers="admin"
password_pbkdf2 admin grub.pbkdf2.sha512.10000.7A41E1C7D0F2.0123456789ABCDEF
EOF
`,
      },
      'etc/grub.d/40_custom': {
        script: `#!/bin/sh
exec tail -n +3 $0
menuentry 'For the admin alone' --users admin {
	search --no-floppy --fs-uuid --set=root ${UUIDS.root}
	linux /boot/vmlinuz-6.1.0-37-amd64 root=UUID=${UUIDS.root} ro debug
	initrd /boot/initrd.img-6.1.0-37-amd64
}
menuentry 'For everybody' --unrestricted --id everybody {
	search --no-floppy --fs-uuid --set=root ${UUIDS.root}
	linux /boot/vmlinuz-6.1.0-37-amd64 root=UUID=${UUIDS.root} ro nosmt
	initrd /boot/initrd.img-6.1.0-37-amd64
}
`,
      },
    },
    before: [`sed -i 's/^CLASS="/&--unrestricted /' /etc/grub.d/10_linux`],
    rule: 'with superusers set, an entry needs a password unless it is --unrestricted; the submenu is not, so what is in it cannot be reached without one, though its own entries are unrestricted.',
  },
  {
    name: 'grub-12-button',
    title: 'Another default while a button is held (GRUB_BUTTON_CMOS_ADDRESS)',
    suite: 'bookworm',
    settings: 'GRUB_BUTTON_CMOS_ADDRESS=48:0\nGRUB_DEFAULT_BUTTON="1>2"\nGRUB_DEFAULT=0\n',
    rule: '`cmostest` asks for a button of the machine; nobody holds it when the machine restarts by itself, so the else branch decides.',
  },
  {
    name: 'grub-12-xen',
    title: 'Xen beside Linux (20_linux_xen)',
    suite: 'bookworm',
    files: {
      'boot/xen-4.17-amd64.gz': 'placeholder of a hypervisor\n',
      'boot/config-6.1.0-37-amd64': 'CONFIG_XEN=y\nCONFIG_XEN_DOM0=y\n',
      'boot/config-6.1.0-9-amd64': 'CONFIG_XEN=y\n# CONFIG_XEN_DOM0 is not set\n',
    },
    told: ['the hypervisor, a placeholder'],
    rule: 'multiboot2 and module2 entries start a hypervisor, whose first module is the kernel: they are listed, and cannot be started by kexec as a Linux would be.',
  },
];

/** Trees of GRUB 2.06. */
export const GRUB_12: readonly Tree[] = SETUPS.map(grubTree);

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const UUID = '11111111-2222-3333-4444-555555555555';

/** A Debian-like root with `entries` kernels in GRUB's menu (all in the submenu but the first); their files do not exist. */
export function writeTree(entries: number): { readonly root: string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'quick-restart-bench-'));
  for (const directory of ['boot/grub', 'etc']) mkdirSync(join(root, directory), { recursive: true });
  writeFileSync(join(root, 'etc/fstab'), `UUID=${UUID} / ext4 defaults 0 1\n`);
  const [first = '', ...others] = Array.from({ length: entries }, (_, index) => menuEntry(`6.12.${entries - index}-amd64`));
  writeFileSync(join(root, 'boot/grub/grub.cfg'), `set default=0\nfunction load_video { true; }\n${first}submenu 'Advanced options' --id 'advanced' {\n${others.join('')}}\n`);
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function menuEntry(release: string): string {
  return `menuentry 'Debian, with Linux ${release}' --class debian --class gnu-linux --class os $menuentry_id_option 'linux-${release}' {
	load_video
	insmod gzio
	if [ x$grub_platform = xxen ]; then insmod xzio; insmod lzopio; fi
	insmod part_gpt
	insmod ext2
	search --no-floppy --fs-uuid --set=root ${UUID}
	echo	'Loading Linux ${release} ...'
	linux	/boot/vmlinuz-${release} root=UUID=${UUID} ro quiet
	echo	'Loading initial ramdisk ...'
	initrd	/boot/initrd.img-${release}
}
`;
}

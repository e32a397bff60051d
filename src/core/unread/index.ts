/**
 * Boot loaders whose configurations we do not read. Each that is there gets one diagnostic, so that nobody takes the entries
 * of another configuration, or the kernels of a scan, for what this boot loader would start.
 */
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { remark } from '../sentence.ts';

/** Looks for configurations of boot loaders that we do not read: one diagnostic of kind `not-read` for each boot loader. */
export function unreadBootLoaders(files: ConfigFiles): readonly Diagnostic[] {
  return UNREAD.flatMap(({ name, paths, unless }) => {
    const file = paths.find((path) => exists(files, path));
    if (file === undefined || unless?.some((path) => exists(files, path)) === true) return [];
    return [{ file, line: 0, kind: 'not-read', ...said(remark('This is a configuration of {name}, which Quick Restart does not read: its entries are not listed and its default is not known.', { name })) }];
  });
}

interface UnreadBootLoader {
  readonly name: string;
  /** The first that exists is named. */
  readonly paths: readonly string[];
  /** Where one of these exists, the file is a leftover. */
  readonly unless?: readonly string[];
}

/** Where the EFI system partition is mounted. */
const ESP = ['/boot/efi', '/efi', '/boot', '/esp'];

const UNREAD: readonly UnreadBootLoader[] = [
  { name: 'rEFInd', paths: [...onEsp('EFI/refind/refind.conf', 'EFI/BOOT/refind.conf'), '/boot/refind_linux.conf'] },
  { name: 'Limine', paths: [...onEsp('limine.conf', 'limine/limine.conf', 'EFI/limine/limine.conf', 'EFI/BOOT/limine.conf', 'limine.cfg', 'limine/limine.cfg'), '/limine.conf'] },
  { name: 'Clover', paths: onEsp('EFI/CLOVER/config.plist') },
  { name: 'OpenCore', paths: onEsp('EFI/OC/config.plist') },
  { name: 'LILO', paths: ['/etc/lilo.conf'] },
  { name: 'ELILO', paths: ['/etc/elilo.conf', ...onEsp('EFI/debian/elilo.conf', 'EFI/BOOT/elilo.conf', 'elilo.conf')] },
  { name: 'zipl', paths: ['/etc/zipl.conf'] },
  { name: 'Yaboot', paths: ['/etc/yaboot.conf'] },
  { name: 'SILO', paths: ['/etc/silo.conf'] },
  { name: 'GRUB Legacy', paths: ['/boot/grub/menu.lst', '/boot/grub/grub.conf'], unless: ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg'] },
  { name: 'ISOLINUX', paths: ['/isolinux/isolinux.cfg', '/boot/isolinux/isolinux.cfg'] },
  { name: 'PXELINUX', paths: ['/boot/pxelinux.cfg/default', '/tftpboot/pxelinux.cfg/default', '/srv/tftp/pxelinux.cfg/default'] },
  { name: 'U-Boot’s boot script', paths: ['/boot/boot.scr', '/boot.scr', '/boot/boot.scr.uimg', '/boot.scr.uimg', '/boot/firmware/boot.scr'] },
  { name: 'U-Boot (uEnv.txt)', paths: ['/boot/uEnv.txt', '/uEnv.txt', '/boot/firmware/uEnv.txt'] },
  { name: 'the Raspberry Pi’s firmware', paths: ['/boot/firmware/config.txt', '/boot/config.txt'] },
];

function onEsp(...names: readonly string[]): readonly string[] {
  return ESP.flatMap((directory) => names.map((name) => `${directory}/${name}`));
}

/** What we may not look into may be there, but nobody knows: it says nothing. */
function exists(files: ConfigFiles, path: string): boolean {
  const status = files.stat(path);
  return status.ok && status.value.kind === 'file';
}

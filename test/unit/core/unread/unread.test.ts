import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { unreadBootLoaders } from '../../../../src/core/unread/index.ts';
import { memoryFiles } from '../../../fakes/memory-files.ts';

const cases: readonly (readonly [files: readonly string[], expected: readonly string[]])[] = [
  [[], []],
  [['/boot/grub/grub.cfg'], []],
  [['/boot/efi/EFI/refind/refind.conf'], ['rEFInd']],
  [['/boot/refind_linux.conf', '/efi/EFI/refind/refind.conf'], ['rEFInd']],
  [['/etc/lilo.conf', '/boot/limine.conf'], ['Limine', 'LILO']],
  [['/boot/EFI/limine/limine.conf'], ['Limine']],
  [['/etc/zipl.conf'], ['zipl']],
  [['/boot/grub/menu.lst'], ['GRUB Legacy']],
  [['/boot/grub/menu.lst', '/boot/grub/grub.cfg'], []],
  [['/boot/boot.scr', '/boot.scr'], ['U-Boot’s boot script']],
  [['/boot/firmware/config.txt'], ['the Raspberry Pi’s firmware']],
  [['/isolinux/isolinux.cfg'], ['ISOLINUX']],
  [['/etc/lilo.conf/not-a-file'], []],
];

describe('boot loaders that are not read', () => {
  for (const [paths, expected] of cases) {
    test(paths.join(' ') || 'nothing', () => {
      const diagnostics = unreadBootLoaders(memoryFiles(Object.fromEntries(paths.map((path) => [path, '']))));
      assert.deepEqual(diagnostics.map(({ message }) => /configuration of (.+), which/.exec(message)?.[1]), expected);
      assert.ok(diagnostics.every(({ kind, line, file }) => kind === 'not-read' && line === 0 && paths.includes(file)));
    });
  }
});

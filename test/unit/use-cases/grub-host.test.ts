import assert from 'node:assert/strict';
import test, { describe, type TestContext } from 'node:test';
import { LocalBootFiles } from '../../../src/adapters/boot-files/local-boot-files.ts';
import { MountedFileSystems } from '../../../src/adapters/file-systems/mounted-file-systems.ts';
import { createGrubHost, type SystemForGrub } from '../../../src/use-cases/read-entries/grub-host.ts';
import { temporaryTree } from '../../fakes/temporary-directory.ts';

/** As in a boot with the system in a subvolume, and as the helper sees it, which may write to /boot/grub alone. */
const SUBVOLUME = '30 1 0:26 /@rootfs / rw - btrfs /dev/vda2 rw,subvol=/@rootfs\n';
const IN_THE_HELPER = '31 30 0:26 /@rootfs/boot/grub /boot/grub rw - btrfs /dev/vda2 rw,subvol=/@rootfs\n';
const UDEV = { 'sys/class/block/vda2/dev': '254:2\n', 'run/udev/data/b254:2': 'E:ID_FS_UUID=5A1C\n' };

function system(t: TestContext, tree: Readonly<Record<string, string>>): SystemForGrub {
  const files = new LocalBootFiles(temporaryTree(t, { 'boot/grub/grub.cfg': 'menu', 'boot/vmlinuz-1': 'kernel', ...tree }));
  return createGrubHost(files, new MountedFileSystems(files), '/boot/grub', 'pc');
}

describe('places as GRUB names them lead back to where they came from', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['a subvolume', { 'proc/self/mountinfo': SUBVOLUME, ...UDEV }],
    ['a subvolume, seen by the helper', { 'proc/self/mountinfo': SUBVOLUME + IN_THE_HELPER, ...UDEV }],
    ['a subvolume, seen by the helper, without what udev knows', { 'proc/self/mountinfo': SUBVOLUME + IN_THE_HELPER }],
  ];
  for (const [what, tree] of cases) {
    test(what, (t) => {
      const seen = system(t, tree);
      const { host } = seen;
      const [config, kernel] = [seen.place('/boot/grub/grub.cfg'), seen.place('/boot/vmlinuz-1')];
      assert.equal(config.device, kernel.device);
      assert.equal(kernel.path, '/@rootfs/boot/vmlinuz-1');
      assert.deepEqual(host.readText(config.device, config.path), { ok: true, value: 'menu' });
      assert.equal(host.systemPath(kernel.device, kernel.path), '/boot/vmlinuz-1');
    });
  }

  test('what no mount shows is nowhere', (t) => {
    const { host } = system(t, { 'proc/self/mountinfo': SUBVOLUME, ...UDEV });
    assert.equal(host.systemPath('uuid/5a1c', '/@snapshots/1/boot/vmlinuz-1'), null);
  });
});

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { FstabFileSystems, parseFstab } from '../../../../src/adapters/file-systems/fstab-file-systems.ts';
import { parseMountInfo } from '../../../../src/adapters/file-systems/mount-info.ts';
import { MountedFileSystems } from '../../../../src/adapters/file-systems/mounted-file-systems.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const MOUNT_INFO = `25 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
26 25 254:2 / /boot rw - ext4 /dev/vda2 rw
27 25 0:30 /@home /home rw - btrfs /dev/vdb1 rw,subvol=/@home
28 25 0:5 / /mnt/a\\040b rw master:2 - tmpfs tmpfs rw
29 26 254:3 / /boot rw - ext4 /dev/vda3 rw
`;

describe('mountinfo', () => {
  test('fields, escapes, and a mount hidden below a later one', () => {
    const mounts = parseMountInfo(MOUNT_INFO);
    assert.deepEqual(mounts.map((mount) => [mount.mountPoint, mount.source, mount.rootPath, mount.type]), [
      ['/', '/dev/vda1', '/', 'ext4'],
      ['/home', '/dev/vdb1', '/@home', 'btrfs'],
      ['/mnt/a b', 'tmpfs', '/', 'tmpfs'],
      ['/boot', '/dev/vda3', '/', 'ext4'],
    ]);
  });

  test('lines that are cut off are left out', () => assert.deepEqual(parseMountInfo('25 1 254:1 / / rw\n\n25 1 254:1 / / rw - ext4\n'), []));

  test('UUID and label come from udev, for btrfs by way of sysfs', (t) => {
    const root = temporaryTree(t, {
      'proc/self/mountinfo': MOUNT_INFO,
      'run/udev/data/b254:1': 'S:disk/by-uuid/aaaa\nE:ID_FS_UUID=aaaa\nE:ID_FS_LABEL_ENC=my\\x20root\nE:ID_PART_ENTRY_NUMBER=1\nE:ID_PART_ENTRY_UUID=pp-01\n',
      'run/udev/data/b254:17': 'E:ID_FS_UUID=bbbb\n',
      'sys/class/block/vdb1/dev': '254:17\n',
      'dev/disk/by-uuid/cccc': '',
    });
    const systems = new MountedFileSystems(new LocalBootFiles(root));
    const table = systems.read();
    assert.deepEqual(table[0], { mountPoint: '/', rootPath: '/', type: 'ext4', device: '/dev/vda1', uuid: 'aaaa', label: 'my root', partitionUuid: 'pp-01', partitionNumber: 1 });
    assert.equal(table.find((one) => one.mountPoint === '/home')?.uuid, 'bbbb');
    assert.equal(table.find((one) => one.mountPoint === '/boot')?.uuid, null);
    assert.deepEqual([systems.has('uuid', 'cccc'), systems.has('uuid', 'dddd'), systems.has('uuid', '../by-uuid/cccc')], [true, false, false]);
  });
});

describe('fstab', () => {
  const cases: readonly (readonly [string, object | null])[] = [
    ['UUID=1234 / ext4 defaults 0 1', { mountPoint: '/', uuid: '1234' }],
    ['UUID="1234" /boot/ ext4', { mountPoint: '/boot', uuid: '1234' }],
    ['LABEL=my\\040disk /srv xfs', { mountPoint: '/srv', label: 'my disk' }],
    ['PARTUUID=ab-01 /boot/efi vfat umask=0077', { mountPoint: '/boot/efi', partitionUuid: 'ab-01' }],
    ['/dev/disk/by-uuid/99 / ext4', { mountPoint: '/', uuid: '99' }],
    ['/dev/mapper/vg-root / ext4', { mountPoint: '/', device: '/dev/mapper/vg-root' }],
    ['UUID=1 / btrfs noatime,subvol=@rootfs', { mountPoint: '/', rootPath: '/@rootfs' }],
    ['UUID=2 none swap sw', null],
    ['# UUID=3 / ext4', null],
    ['garbage', null],
  ];
  for (const [line, expected] of cases) {
    test(line, () => {
      const [entry] = parseFstab(`${line}\n`);
      if (expected === null) assert.equal(entry, undefined);
      else assert.deepEqual({ ...entry, ...expected }, entry);
    });
  }

  test('a root without fstab still has a root file system', (t) => {
    const table = new FstabFileSystems(new LocalBootFiles(temporaryTree(t))).read();
    assert.deepEqual(table.map((one) => one.mountPoint), ['/']);
  });
});

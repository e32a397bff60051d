import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { findHolders } from '../../../../src/adapters/target-mounts/holders.ts';
import { inUnmountOrder, parseMountTree, tiedToOutside } from '../../../../src/adapters/target-mounts/mount-tree.ts';
import { TargetMountsTool } from '../../../../src/adapters/target-mounts/target-mounts-tool.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

/** As an installer leaves it: a boot file system, /dev and /proc bound for chroot(8), and something on top of another. */
const INSTALLER = `1 0 0:20 / / rw shared:1 - overlay live rw,lowerdir=/m
2 1 0:5 / /dev rw shared:2 - devtmpfs udev rw
3 2 0:21 / /dev/pts rw shared:3 - devpts devpts rw
10 1 254:1 / /target rw shared:9 - ext4 /dev/vda1 rw,errors=remount-ro
11 10 254:2 / /target/boot rw shared:10 - ext4 /dev/vda2 rw
12 10 0:5 / /target/dev rw shared:2 - devtmpfs udev rw
13 12 0:21 / /target/dev/pts rw shared:3 - devpts devpts rw
14 11 259:1 / /target/boot/efi\\040x rw - vfat /dev/nvme0n1p1 ro
15 10 0:40 / /target/home rw - btrfs /dev/vdb rw,subvol=/home
16 15 0:41 / /target/home rw - tmpfs tmpfs rw
17 1 254:3 / /targets rw - ext4 /dev/vda3 rw
`;

describe('the mounts of a target', () => {
  const all = parseMountTree(INSTALLER);

  test('children before parents, the upper of two at a place before the lower, and nothing outside', () => {
    const order = inUnmountOrder(all, '/target').map(({ id }) => id);
    assert.deepEqual([...order].sort((a, b) => a - b), [10, 11, 12, 13, 14, 15, 16]);
    for (const { id, parent } of all) if (order.includes(id) && order.includes(parent)) assert.ok(order.indexOf(id) < order.indexOf(parent), `${id} before ${parent}`);
    assert.deepEqual(inUnmountOrder(all, '/nowhere'), []);
  });

  test('of copies, those that share what is mounted on them with the session', () => {
    assert.deepEqual(tiedToOutside(all, '/target').map(({ mountPoint }) => mountPoint), ['/target/dev', '/target/dev/pts']);
  });

  test('disks that may be written to: not memory, not what is read-only', () => {
    assert.deepEqual(all.filter((one) => one.writableDisk).map(({ id }) => id), [10, 11, 15, 17]);
  });

  test('escapes are undone, and lines that are none left out', () => {
    assert.ok(all.some((one) => one.mountPoint === '/target/boot/efi x'));
    assert.deepEqual(parseMountTree('\n1 2 3\n1 0 0:1 / / rw shared:1 overlay live rw\n'), []);
  });

  test('this system: something is mounted at /, and each mount once', () => {
    const read = new TargetMountsTool().read('/');
    assert.ok(read.ok);
    assert.equal(read.value.at(-1)?.mountPoint, '/');
  });
});

describe('who uses a target', () => {
  test('by directory, by open file, by mapped file; loop devices and swap files; nobody else', (t) => {
    const root = temporaryTree(t, {
      'proc/swaps': 'Filename Type Size Used Priority\n/target/swap\\040file file 1 0 -2\n/dev/vda9 partition 1 0 -3\n',
      'proc/11/comm': 'bash\n', 'proc/12/comm': 'tail\n', 'proc/13/comm': 'mapped\n', 'proc/14/comm': 'other\n', 'proc/self/comm': 'x\n',
      'proc/13/maps': '7f00-7f01 r-xp 00000000 fe:01 99   /target/usr/lib/a b.so\n7f02-7f03 rw-p 00000000 00:00 0\n',
      'proc/14/maps': '7f00-7f01 r-xp 00000000 fe:01 99   /targets/lib.so\n',
      'sys/block/loop0/loop/backing_file': '/target/image\n', 'sys/block/loop1/loop/backing_file': '/other\n', 'sys/block/vda/dev': '254:0\n',
    });
    for (const pid of [11, 12, 13, 14]) mkdirSync(join(root, `proc/${pid}/fd`));
    symlinkSync('/target', join(root, 'proc/11/cwd'));
    symlinkSync('/', join(root, 'proc/12/cwd'));
    symlinkSync('/target/var/log/gone (deleted)', join(root, 'proc/12/fd/3'));
    symlinkSync('/targets/x', join(root, 'proc/14/fd/3'));
    writeFileSync(join(root, 'proc/12/fd/4'), 'no link');
    assert.deepEqual(findHolders('/target', `${root}/`), [
      { kind: 'process', pid: 11, name: 'bash', path: '/target' },
      { kind: 'process', pid: 12, name: 'tail', path: '/target/var/log/gone (deleted)' },
      { kind: 'process', pid: 13, name: 'mapped', path: '/target/usr/lib/a b.so' },
      { kind: 'loop', name: '/dev/loop0', path: '/target/image' },
      { kind: 'swap', name: '', path: '/target/swap file' },
    ]);
  });

  test('a process of this system, by the directory that it was started in', (t) => {
    const directory = temporaryTree(t);
    const before = process.cwd();
    process.chdir(directory);
    try {
      assert.deepEqual(findHolders(directory).map((one) => one.kind === 'process' && one.pid), [process.pid]);
      assert.deepEqual(new TargetMountsTool().holders(directory), [], 'the tool leaves the directory itself');
    } finally {
      process.chdir(before);
    }
  });
});

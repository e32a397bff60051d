import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { busyPackageManagers } from '../../../../src/adapters/machine-facts/package-manager-locks.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const LOCK = 'var/lib/dpkg/lock-frontend';

/** The line of /proc/locks for a lock on the file: device in hexadecimal, inode in decimal. */
function lockLine(file: string, pid: number, mark = ''): string {
  const { dev, ino } = statSync(file);
  const device = [dev >>> 8, dev & 0xff].map((part) => part.toString(16).padStart(2, '0')).join(':');
  return `1:${mark} POSIX  ADVISORY  WRITE ${pid} ${device}:${ino} 0 EOF\n`;
}

describe('package managers at work', () => {
  test('a real lock, as the kernel reports it', async (t) => {
    const root = temporaryTree(t, { [LOCK]: '' });
    const holder = spawn('python3', ['-c', 'import fcntl,sys,time; f=open(sys.argv[1],"w"); fcntl.lockf(f,fcntl.LOCK_EX); print("held",flush=True); time.sleep(60)', join(root, LOCK)]);
    t.after(() => holder.kill('SIGKILL'));
    await once(holder.stdout, 'data');
    const locks = new LocalBootFiles('/').readText('/proc/locks', 10_000_000);
    assert.ok(locks.ok);
    writeFileSync(join(temporaryTreeWithProc(root), 'proc/locks'), locks.value.text);
    assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), [{ name: 'dpkg', pid: holder.pid }]);
  });

  test('a lock that somebody only waits for is not held', (t) => {
    const root = temporaryTree(t, { [LOCK]: '', 'proc/locks': '' });
    writeFileSync(join(root, 'proc/locks'), lockLine(join(root, LOCK), 77, ' ->'));
    assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), []);
  });

  test("another file's lock is not dpkg's", (t) => {
    const root = temporaryTree(t, { [LOCK]: '', other: '', 'proc/locks': '' });
    writeFileSync(join(root, 'proc/locks'), lockLine(join(root, 'other'), 77));
    assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), []);
  });

  test('a lock on a file of another file system that has the same inode number is not dpkg’s, whatever that file system is', (t) => {
    const root = temporaryTree(t, { [LOCK]: '', 'proc/locks': '', 'proc/self/mountinfo': '25 1 254:1 / / rw - ext4 /dev/vda1 rw\n' });
    const { ino } = statSync(join(root, LOCK));
    for (const device of ['00:1b', '00:2f', 'fd:07']) {
      writeFileSync(join(root, 'proc/locks'), `1: POSIX  ADVISORY  WRITE 77 ${device}:${ino} 0 EOF\n`);
      assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), [], device);
    }
  });

  test('on btrfs the lock has the number of the file system, which stat(2) does not tell', (t) => {
    const root = temporaryTree(t, { [LOCK]: '', 'proc/locks': '', 'proc/self/mountinfo': '25 1 0:35 /@ / rw - btrfs /dev/vda2 rw\n30 25 0:40 / /var/log rw - btrfs /dev/vda2 rw\n' });
    const { ino } = statSync(join(root, LOCK));
    for (const [device, busy] of [['00:23', [{ name: 'dpkg', pid: 77 }]], ['00:28', []]] as const) {
      writeFileSync(join(root, 'proc/locks'), `1: POSIX  ADVISORY  WRITE 77 ${device}:${ino} 0 EOF\n`);
      assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), busy, device);
    }
  });

  test('a lock of flock(2), which whoever may read the file may take, is none', (t) => {
    const root = temporaryTree(t, { [LOCK]: '', 'proc/locks': '' });
    writeFileSync(join(root, 'proc/locks'), lockLine(join(root, LOCK), 77).replace('POSIX ', 'FLOCK '));
    assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), []);
    writeFileSync(join(root, 'proc/locks'), lockLine(join(root, LOCK), 77));
    assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), [{ name: 'dpkg', pid: 77 }]);
  });

  test('pacman marks its work with a file', (t) => {
    const root = temporaryTree(t, { 'var/lib/pacman/db.lck': '', 'proc/locks': '' });
    assert.deepEqual(busyPackageManagers(new LocalBootFiles(root)), [{ name: 'pacman', pid: null }]);
  });

  test('without /proc/locks it is unknown', (t) => assert.equal(busyPackageManagers(new LocalBootFiles(temporaryTree(t))), null));
});

function temporaryTreeWithProc(root: string): string {
  mkdirSync(join(root, 'proc'), { recursive: true });
  return root;
}

import type { BusyPackageManager } from '../../core/restart-plan/machine.ts';
import { mountOf } from '../../core/file-systems.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import { type Mount, parseMountInfo } from '../file-systems/mount-info.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** Files that a package manager holds an fcntl(2) lock on while it changes the system. */
const LOCK_FILES: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'dpkg', path: '/var/lib/dpkg/lock' },
  { name: 'dpkg', path: '/var/lib/dpkg/lock-frontend' },
  { name: 'rpm', path: '/usr/lib/sysimage/rpm/.rpm.lock' },
  { name: 'rpm', path: '/var/lib/rpm/.rpm.lock' },
];

/** Files that exist only while a package manager works. */
const MARKS: readonly { readonly name: string; readonly path: string }[] = [{ name: 'pacman', path: '/var/lib/pacman/db.lck' }];

/**
 * Package managers that are at work now, one line a manager; null where neither /proc/locks nor any lock file can be read.
 * /proc/locks names each lock by device and inode (proc_locks(5)), so nothing has to be opened and nobody is disturbed.
 */
export function busyPackageManagers(files: BootFiles): readonly BusyPackageManager[] | null {
  const locks = files.readText('/proc/locks', MAX_BYTES);
  if (!locks.ok) return null;
  const held = parseLocks(locks.value.text);
  const mounts = mountsOf(files);
  const busy = new Map<string, BusyPackageManager>();
  for (const { name, path } of LOCK_FILES) {
    const status = files.stat(path);
    if (!status.ok) continue;
    const [device = '', inode = ''] = status.value.fingerprint.split(':');
    const devices = [deviceWords(device), deviceOfMount(mounts, path)];
    const holder = held.find((lock) => lock.inode === inode && devices.includes(lock.device));
    if (holder !== undefined && !busy.has(name)) busy.set(name, { name, pid: holder.pid });
  }
  for (const { name, path } of MARKS) {
    if (files.stat(path).ok) busy.set(name, { name, pid: null });
  }
  return [...busy.values()];
}

function mountsOf(files: BootFiles): readonly Mount[] {
  const text = files.readText('/proc/self/mountinfo', MAX_BYTES);
  return text.ok ? parseMountInfo(text.value.text) : [];
}

/** The device number of the file system that is mounted where `path` is, as /proc/locks writes it. */
function deviceOfMount(mounts: readonly Mount[], path: string): string | null {
  const mount = mountOf(mounts, path);
  if (mount === null) return null;
  const [major = 0, minor = 0] = mount.deviceNumber.split(':').map(Number);
  return `${hex(BigInt(major))}:${hex(BigInt(minor))}`;
}

interface HeldLock {
  /** `major:minor` in hexadecimal as /proc/locks writes it: the file system's own, which on btrfs and overlayfs is not what stat says of a file. */
  readonly device: string;
  readonly inode: string;
  readonly pid: number | null;
}

/**
 * Lines such as `1: POSIX  ADVISORY  WRITE 1234 fe:01:131090 0 EOF`; blocked waiters (`->`) hold nothing. Locks of flock(2) are none of a
 * package manager's: whoever may read a file may take one, and would hold up everybody's restarts.
 */
function parseLocks(text: string): readonly HeldLock[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\d+:\s+(?:POSIX|OFDLCK)\s+\S+\s+WRITE\s+(-?\d+)\s+([0-9a-f]+:[0-9a-f]+):(\d+)\s/.exec(line);
    if (match === null) return [];
    const pid = Number(match[1]);
    return [{ device: match[2] ?? '', inode: match[3] ?? '', pid: pid > 0 ? pid : null }];
  });
}

/** A device number of stat(2) as /proc/locks writes it (makedev(3): glibc's 64-bit layout). */
function deviceWords(decimal: string): string {
  const device = BigInt(decimal);
  const major = ((device >> 8n) & 0xfffn) | ((device >> 32n) & 0xfffff000n);
  const minor = (device & 0xffn) | ((device >> 12n) & 0xffffff00n);
  return `${hex(major)}:${hex(minor)}`;
}

function hex(value: bigint): string {
  return value.toString(16).padStart(2, '0');
}

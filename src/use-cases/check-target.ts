import type { Failure } from '../contracts/errors.ts';
import { err, type Result } from '../core/result.ts';
import type { BootFiles } from '../ports/boot-files.ts';
import type { FileSystems } from '../ports/file-systems.ts';
import type { TargetMount, TargetMounts } from '../ports/target-mounts.ts';

/** The installed system: its directory, and its own files and fstab. */
export interface Target {
  readonly directory: string;
  readonly files: BootFiles;
  readonly fileSystems: FileSystems;
}

/** Where an installed system keeps what is started, if not in its root file system. */
const BOOT_PLACES = ['/boot', '/efi'];
const SIGNS_OF_A_ROOT = ['/etc/os-release', '/usr/lib/os-release', '/etc/fstab'];

/**
 * The mounts of an installed system that is to be restarted into, in the order in which they can be unmounted. A boot file system of
 * its own must be mounted already: it is not mounted for the person (decision 0030). Errors: usage for a directory that is no mounted
 * root of a Linux system; read-failed where a boot file system is not mounted, or mounts cannot be read.
 */
export function checkTarget({ directory, files, fileSystems }: Target, mounts: TargetMounts): Result<readonly TargetMount[], Failure> {
  if (directory === '/') return err({ kind: 'usage', message: '/ is the running system.', hint: 'To restart into it: quick-restart now.' });
  const below = mounts.read(directory);
  if (!below.ok) return err({ kind: 'read-failed', message: `The mounts could not be read: ${below.error}.`, hint: 'Look at /proc/self/mountinfo.' });
  const isMounted = (path: string): boolean => below.value.some((one) => one.mountPoint === path);
  if (!isMounted(directory)) {
    return err({ kind: 'usage', message: `Nothing is mounted at ${directory}.`, hint: 'Give the directory where the root file system of the installed system is mounted: --root /target' });
  }
  if (!SIGNS_OF_A_ROOT.some((path) => files.stat(path).ok)) {
    return err({ kind: 'usage', message: `${directory} does not look like the root of a Linux system: it has neither os-release nor fstab.`, hint: 'Give the directory where its root file system is mounted, not its /boot.' });
  }
  const missing = fileSystems.read().find(({ mountPoint }) => BOOT_PLACES.includes(mountPoint) && !isMounted(`${directory}${mountPoint}`));
  if (missing === undefined) return below;
  const what = missing.uuid !== null ? `UUID=${missing.uuid}` : (missing.device ?? 'its device');
  return err({ kind: 'read-failed', message: `The installed system has ${missing.mountPoint} on a file system of its own, which is not mounted.`, hint: `Mount it first: mount ${what} ${directory}${missing.mountPoint}` });
}

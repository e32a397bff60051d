/** A mounted file system, as a boot loader can name it. Sources: proc_pid_mountinfo(5), fstab(5), udev's database. */
export interface FileSystem {
  /** Where it is mounted, absolute, without a trailing slash except for `/`. */
  readonly mountPoint: string;
  /** The part of the file system that is mounted there: `/`, or a btrfs subvolume such as `/@`. */
  readonly rootPath: string;
  /** `ext4`, `btrfs`, `vfat`, … */
  readonly type: string;
  /** Block device such as `/dev/vda1`, or null where it has none. */
  readonly device: string | null;
  readonly uuid: string | null;
  readonly label: string | null;
  readonly partitionUuid: string | null;
  /** Partition number on its disk, from 1; null for a whole disk or a mapped device. */
  readonly partitionNumber: number | null;
}

/**
 * The file system that holds `path`: the longest mount point that is a prefix of it.
 *
 * @example fileSystemOf(table, '/boot/grub/grub.cfg')
 */
export function fileSystemOf(table: readonly FileSystem[], path: string): FileSystem | null {
  return mountOf(table, path);
}

/** As `fileSystemOf`, of anything that is mounted somewhere. Of two at one place, the later one hides the earlier. */
export function mountOf<M extends { readonly mountPoint: string }>(table: readonly M[], path: string): M | null {
  let best: M | null = null;
  for (const one of table) {
    if (isWithin(path, one.mountPoint) && (best === null || one.mountPoint.length >= best.mountPoint.length)) best = one;
  }
  return best;
}

/**
 * Where a path of a file system (as a boot loader sees it, from the top of the file system) is on the mounted system, given
 * all mounts of that one file system; null where none shows that part. A btrfs path `/@/boot/x` with `/@` mounted at `/` is
 * `/boot/x`.
 */
export function systemPathOf(mounts: readonly FileSystem[], path: string): string | null {
  let best: FileSystem | null = null;
  for (const one of mounts) {
    if (isWithin(path, one.rootPath) && (best === null || one.rootPath.length > best.rootPath.length)) best = one;
  }
  if (best === null) return null;
  const rest = best.rootPath === '/' ? path : path.slice(best.rootPath.length);
  return best.mountPoint === '/' ? rest || '/' : best.mountPoint + (rest === '/' ? '' : rest);
}

function isWithin(path: string, directory: string): boolean {
  return directory === '/' || path === directory || path.startsWith(directory + '/');
}

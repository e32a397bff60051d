/** Where a configuration lies on the running system. */
export interface Place {
  /** Path of the configuration, such as `/boot/extlinux/extlinux.conf`. */
  readonly config: string;
  /** Where the boot loader's file system is mounted: `/`, `/boot`. */
  readonly mountPoint: string;
}

/**
 * Where a path of the configuration is on the running system: an absolute one counts from the top of the boot loader's file
 * system, a relative one from the directory of the configuration, also in included files (SYSLINUX wiki, Working directory;
 * U-Boot boot/pxe_utils.c, get_relfile()). Null for what is on another device or on the network.
 *
 * @example pathOnSystem({ config: '/boot/extlinux/extlinux.conf', mountPoint: '/boot' }, '/vmlinuz') // '/boot/vmlinuz'
 */
export function pathOnSystem(place: Place, path: string): string | null {
  if (/^(?:\(|[a-z][a-z0-9+.-]*:\/\/|[^/]*::)/i.test(path)) return null;
  const start = path.startsWith('/') ? place.mountPoint : directoryOf(place.config);
  return normal(`${start}/${path}`);
}

/** The directory that holds `path`, without a trailing slash except for `/`. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** `..` is kept: behind a symbolic link it means something else. */
function normal(path: string): string {
  return '/' + path.split('/').filter((part) => part !== '' && part !== '.').join('/');
}

import { fileSystemOf, systemPathOf, type FileSystem } from '../../core/file-systems.ts';
import type { GrubHost } from '../../core/grub/host.ts';
import { err, ok } from '../../core/result.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { FileSystems } from '../../ports/file-systems.ts';

/** A configuration of more than this is not one that GRUB's tools made. */
const MAX_SCRIPT_BYTES = 8 * 1024 * 1024;

/** os-release(5). */
const OS_RELEASE = ['/etc/os-release', '/usr/lib/os-release'] as const;
const MAX_OS_RELEASE_BYTES = 64 * 1024;

/** How we name devices to GRUB's scripts; the names mean something to this file only. */
const BY_UUID = 'uuid/';
const BY_DEVICE = 'device';
const BY_MOUNT = 'mount/';

/** A place as GRUB names it. */
export interface GrubPlace {
  readonly device: string;
  readonly path: string;
}

/** What GRUB would see of the system: its file systems as devices, its paths from the top of each file system. */
export interface SystemForGrub {
  readonly host: GrubHost;
  /** The place of a path of the system, as GRUB names it. */
  place(systemPath: string): GrubPlace;
}

/**
 * Shows the mounted system to the GRUB evaluator. `configDirectory` is where grub.cfg lies (`/boot/grub`).
 * `platform` is `efi` or `pc`; nothing but scripts that ask for it depends on it.
 */
export function createGrubHost(files: BootFiles, fileSystems: FileSystems, configDirectory: string, platform: 'efi' | 'pc'): SystemForGrub {
  const table = fileSystems.read();
  const toSystem = (device: string, path: string): string | null => systemPath(table, device, path);
  const place = (path: string): GrubPlace => placeOf(table, path);
  const prefix = place(configDirectory);
  const build = buildOf(files);
  const host: GrubHost = {
    platform,
    cpu: platform === 'efi' ? 'x86_64' : 'i386',
    keepsHexEscapes: build !== 'upstream',
    idsComeFirst: build === 'fedora',
    prefixDevice: prefix.device,
    prefixPath: prefix.path,
    search: (by, value) => search(files, fileSystems, table, by, value),
    hasDevice: (device) => device.startsWith(BY_UUID) || table.some((one) => nameOf(one) === device),
    stat(device, path) {
      const where = toSystem(device, path);
      const status = where === null ? null : files.stat(where);
      return status?.ok === true ? status.value : null;
    },
    readText(device, path) {
      const where = toSystem(device, path);
      if (where === null) return err('missing');
      const text = files.readText(where, MAX_SCRIPT_BYTES);
      if (text.ok) return ok(text.value.text);
      return err(text.error.kind === 'missing' || text.error.kind === 'too-large' ? text.error.kind : 'unreadable');
    },
    systemPath: toSystem,
    list(device, path) {
      const where = toSystem(device, path);
      const names = where === null ? null : files.list(where);
      if (names === null) return err('missing');
      return names.ok ? names : err(names.error.kind === 'missing' ? 'missing' : 'unreadable');
    },
    probe(device, what) {
      const fileSystem = table.find((one) => nameOf(one) === device);
      return (what === 'fs-uuid' ? fileSystem?.uuid : what === 'label' ? fileSystem?.label : what === 'fs' ? fileSystem?.type : null) ?? null;
    },
  };
  return { host, place };
}

/** Whose patches this GRUB carries: Fedora and its kin choose the default in their own way, and openSUSE shares a part of that. */
function buildOf(files: BootFiles): 'fedora' | 'suse' | 'upstream' {
  const release = OS_RELEASE.map((path) => files.readText(path, MAX_OS_RELEASE_BYTES)).find((one) => one.ok);
  const ids = release?.ok === true ? [...release.value.text.matchAll(/^ID(?:_LIKE)?=["']?([^"'\n]*)/gm)].flatMap((line) => (line[1] ?? '').split(' ')) : [];
  if (ids.some((id) => id === 'fedora' || id === 'rhel' || id === 'centos')) return 'fedora';
  return ids.some((id) => id === 'suse' || id === 'opensuse') ? 'suse' : 'upstream';
}

/** All mounts of one file system have one name: a service that may write to few places sees further ones (systemd.exec(5)). */
function nameOf({ uuid, device, mountPoint }: FileSystem): string {
  if (uuid !== null) return BY_UUID + uuid.toLowerCase();
  return device === null ? BY_MOUNT + mountPoint : BY_DEVICE + device;
}

function placeOf(table: readonly FileSystem[], systemPath: string): GrubPlace {
  const fileSystem = fileSystemOf(table, systemPath);
  if (fileSystem === null) return { device: `${BY_MOUNT}/`, path: systemPath };
  const below = fileSystem.mountPoint === '/' ? systemPath : systemPath.slice(fileSystem.mountPoint.length);
  return { device: nameOf(fileSystem), path: (fileSystem.rootPath === '/' ? '' : fileSystem.rootPath) + (below || '/') };
}

function systemPath(table: readonly FileSystem[], device: string, path: string): string | null {
  return systemPathOf(table.filter((one) => nameOf(one) === device), path);
}

function search(files: BootFiles, fileSystems: FileSystems, table: readonly FileSystem[], by: string, value: string): string | null {
  if (by === 'file') {
    const holder = table.find((one) => systemFileExists(files, table, one, value));
    return holder === undefined ? null : nameOf(holder);
  }
  if (by === 'fs-uuid') {
    const mounted = table.find((one) => one.uuid?.toLowerCase() === value.toLowerCase());
    if (mounted !== undefined) return nameOf(mounted);
    return fileSystems.has('uuid', value) ? BY_UUID + value.toLowerCase() : null;
  }
  const labelled = table.find((one) => one.label === value);
  return labelled === undefined ? null : nameOf(labelled);
}

function systemFileExists(files: BootFiles, table: readonly FileSystem[], fileSystem: FileSystem, path: string): boolean {
  const where = systemPath(table, nameOf(fileSystem), path);
  return where !== null && files.stat(where).ok;
}

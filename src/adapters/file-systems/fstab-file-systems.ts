import type { FileSystem } from '../../core/file-systems.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { FileSystems } from '../../ports/file-systems.ts';
import { unescapeOctal } from './mount-info.ts';

const MAX_BYTES = 1024 * 1024;

/**
 * The file systems of another system below a directory, from its own etc/fstab: nothing of the host leaks in.
 * Without a line for `/` the root is there all the same, with nothing known of it.
 */
export class FstabFileSystems implements FileSystems {
  readonly #files: BootFiles;

  constructor(files: BootFiles) {
    this.#files = files;
  }

  read(): readonly FileSystem[] {
    const text = this.#files.readText('/etc/fstab', MAX_BYTES);
    const table = text.ok ? parseFstab(text.value.text) : [];
    return table.some((one) => one.mountPoint === '/') ? table : [{ ...UNKNOWN, mountPoint: '/' }, ...table];
  }

  has(by: 'uuid' | 'label', value: string): boolean {
    return this.read().some((one) => one[by] === value);
  }
}

const UNKNOWN = { rootPath: '/', type: 'auto', device: null, uuid: null, label: null, partitionUuid: null, partitionNumber: null } as const;

/**
 * Parses fstab(5): UUID=, LABEL=, PARTUUID= and devices; `subvol=` of btrfs becomes the root path; swap and pseudo file systems are left out.
 *
 * @example parseFstab('UUID=1234 /boot ext4 defaults 0 2\n')[0].mountPoint // '/boot'
 */
export function parseFstab(text: string): readonly FileSystem[] {
  return text.split('\n').flatMap((line) => {
    const [what, where, type, options = ''] = line.trim().split(/\s+/);
    if (what === undefined || where === undefined || type === undefined || what.startsWith('#') || !where.startsWith('/')) return [];
    const mountPoint = where === '/' ? '/' : unescapeOctal(where).replace(/\/+$/, '');
    return [{ ...UNKNOWN, ...identify(what), mountPoint, type, rootPath: type === 'btrfs' ? subvolumeOf(options) : '/' }];
  });
}

function identify(what: string): Partial<FileSystem> {
  const [, tag, quoted] = /^(UUID|LABEL|PARTUUID)=(.*)$/.exec(what) ?? [];
  const value = unescapeOctal((quoted ?? '').replace(/^"(.*)"$/, '$1'));
  if (tag === 'UUID') return { uuid: value };
  if (tag === 'LABEL') return { label: value };
  if (tag === 'PARTUUID') return { partitionUuid: value };
  const byUuid = /^\/dev\/disk\/by-uuid\/(.+)$/.exec(what);
  if (byUuid?.[1] !== undefined) return { uuid: byUuid[1], device: what };
  return what.startsWith('/dev/') ? { device: what } : {};
}

function subvolumeOf(options: string): string {
  const option = options.split(',').find((one) => one.startsWith('subvol='));
  const path = option?.slice('subvol='.length) ?? '/';
  return path.startsWith('/') ? path : `/${path}`;
}

import type { TargetMount } from '../../ports/target-mounts.ts';
import { unescapeOctal } from '../file-systems/mount-info.ts';

/** One line of mountinfo, with its place in the tree. */
export interface MountNode extends TargetMount {
  readonly id: number;
  readonly parent: number;
  /** Peer group of a shared mount, as `shared:9`; null for every other. */
  readonly peers: string | null;
}

/**
 * Every mount of proc_pid_mountinfo(5), hidden ones too, in its order; lines that are none are left out.
 *
 * @example parseMountTree('36 25 254:1 / /target rw shared:9 - ext4 /dev/vda1 rw\n')[0].peers // 'shared:9'
 */
export function parseMountTree(text: string): readonly MountNode[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

/** id, parent, device, root, mount point, options, optional fields, a dash, type, source, options of the file system. */
const LINE = /^(\d+) (\d+) (\d+):\d+ \S+ (\S+) \S+ (.*?)- (\S+) (\S+) (\S+)$/;

function parseLine(line: string): MountNode | null {
  const [, id = '', parent = '', major = '', mountPoint = '', optional = '', type = '', source = '', superOptions = ''] = LINE.exec(line) ?? [];
  return id === '' ? null : { id: Number(id), parent: Number(parent), mountPoint: unescapeOctal(mountPoint), type, source: unescapeOctal(source), peers: peersIn(optional), writableDisk: isDisk(major, type) && isWritable(superOptions) };
}

function peersIn(optional: string): string | null {
  return /(?:^| )(shared:\d+)/.exec(optional)?.[1] ?? null;
}

/** Major 0: no block device. btrfs has such a number, too, and says its device as its source. */
function isDisk(major: string, type: string): boolean {
  return major !== '0' || type === 'btrfs';
}

function isWritable(superOptions: string): boolean {
  return superOptions.split(',').includes('rw');
}

/** The mounts at the directory and below, children before their parents, and later ones first. */
export function inUnmountOrder(all: readonly MountNode[], directory: string): readonly MountNode[] {
  const left = all.filter(({ mountPoint }) => isBelow(mountPoint, directory));
  const order: MountNode[] = [];
  while (left.length > 0) {
    const at = left.findLastIndex(({ id }) => !left.some((other) => other.parent === id && other.id !== id));
    order.push(...left.splice(at === -1 ? left.length - 1 : at, 1));
  }
  return order;
}

/**
 * The mounts at the directory and below that are copies (`mount --rbind /dev`) and share what is mounted on them with a mount elsewhere:
 * what is unmounted from one goes from the other, too. mount_namespaces(7), "Propagation".
 */
export function tiedToOutside(all: readonly MountNode[], directory: string): readonly MountNode[] {
  const outside = new Set(all.flatMap(({ mountPoint, peers }) => (peers === null || isBelow(mountPoint, directory) ? [] : [peers])));
  return all.filter(({ mountPoint, peers }) => isBelow(mountPoint, directory) && peers !== null && outside.has(peers));
}

/** Those of some mounts that are not mounted on another one of them. */
export function topsOf(some: readonly MountNode[]): readonly MountNode[] {
  const ids = new Set(some.map(({ id }) => id));
  return some.filter(({ id, parent }) => parent === id || !ids.has(parent));
}

/** The path is the directory or something in it. */
export function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory.replace(/\/+$/, '')}/`);
}

import { type BigIntStats, readFileSync, statSync } from 'node:fs';
import type { FileStamps } from '../../ports/load-record.ts';
import { parseMountInfo } from '../file-systems/mount-info.ts';

/**
 * How stat(1) prints each kind of stamp, as `stat -L -c`: systemd/libexec/recheck-loaded compares with it, without node. Size, times
 * of the last change of content and of inode, inode and device say whether a file is the same; FAT keeps no inode and no time of
 * change of its own, and makes them up anew when the kernel reads the folder again.
 */
export const STAMP_FORMATS = { file: 'file %s %.9Y %.9Z %i %d %n', fat: 'fat %s %Y %n' } as const;

type Kind = keyof typeof STAMP_FORMATS;

const FAT_TYPES: ReadonlySet<string> = new Set(['vfat', 'msdos', 'exfat']);
const GONE = 'gone';

/** FileStamps by stat(2). A file that is not there has a stamp, too. */
export class StatStamps implements FileStamps {
  readonly #mountInfo: string;

  constructor(mountInfo = '/proc/self/mountinfo') {
    this.#mountInfo = mountInfo;
  }

  of(paths: readonly string[]): readonly string[] {
    const mounts = parseMountInfo(this.#readMounts());
    return paths.map((path) => {
      const holding = mounts.filter(({ mountPoint }) => mountPoint === '/' || path.startsWith(`${mountPoint}/`));
      const mount = holding.reduce<(typeof holding)[number] | null>((best, one) => (best === null || one.mountPoint.length >= best.mountPoint.length ? one : best), null);
      return stampOf(path, mount !== null && FAT_TYPES.has(mount.type) ? 'fat' : 'file') ?? `${GONE} ${path}`;
    });
  }

  changed(stamps: readonly string[]): readonly string[] {
    return stamps.flatMap((stamp) => {
      const { kind, path } = partsOf(stamp);
      const now = stampOf(path, kind);
      return now === null || now === stamp ? [] : [path];
    });
  }

  #readMounts(): string {
    try {
      return readFileSync(this.#mountInfo, 'utf8');
    } catch {
      return ''; // no /proc: every file counts as one that keeps its inode
    }
  }
}

/** null where this process may not look: then it cannot say that something changed. */
function stampOf(path: string, kind: Kind): string | null {
  const status = statusOf(path);
  if (status === 'denied') return null;
  if (status === 'gone') return `${GONE} ${path}`;
  if (kind === 'fat') return `fat ${status.size} ${status.mtimeNs / 1_000_000_000n} ${path}`;
  return `file ${status.size} ${seconds(status.mtimeNs)} ${seconds(status.ctimeNs)} ${status.ino} ${status.dev} ${path}`;
}

function statusOf(path: string): BigIntStats | 'gone' | 'denied' {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'denied' : 'gone'; // unreadable disks, too, have no file any more
  }
}

function seconds(ns: bigint): string {
  return `${ns / 1_000_000_000n}.${String(ns % 1_000_000_000n).padStart(9, '0')}`;
}

/** A stamp that is none has changed, whatever it names. */
function partsOf(stamp: string): { readonly kind: Kind; readonly path: string } {
  const [, fat] = /^fat \d+ \d+ (.+)$/s.exec(stamp) ?? [];
  if (fat !== undefined) return { kind: 'fat', path: fat };
  const [, file] = /^(?:file \d+ \d+\.\d+ \d+\.\d+ \d+ \d+|gone) (.+)$/s.exec(stamp) ?? [];
  return { kind: 'file', path: file ?? stamp };
}

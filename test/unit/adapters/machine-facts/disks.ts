import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A tree for temporaryTree. */
export type Tree = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

/** A block device as /sys, /dev and udev's database show it. */
export interface Disk {
  readonly name: string;
  readonly number: string;
  readonly uuid?: string;
  /** Other lines of udev's database. */
  readonly properties?: string;
  /** device-mapper: its name and its UUID in /sys. */
  readonly mapped?: readonly [name: string, uuid: string];
  /** Devices below. */
  readonly slaves?: readonly string[];
}

/** The files of some block devices. */
export function disks(...all: readonly Disk[]): Tree {
  return Object.assign({ 'dev/disk/by-uuid/x': '' }, ...all.map(filesOf)) as Tree;
}

function filesOf({ name, number, uuid, properties = '', mapped, slaves = [] }: Disk): Tree {
  const known = uuid === undefined ? '' : `E:ID_FS_UUID=${uuid}\n`;
  return {
    [`dev/${name}`]: '',
    [`sys/class/block/${name}/dev`]: `${number}\n`,
    [`sys/dev/block/${number}`]: { link: `../../class/block/${name}` },
    [`run/udev/data/b${number}`]: `S:disk/x\n${known}${properties}`,
    ...(uuid === undefined ? {} : { [`dev/disk/by-uuid/${uuid}`]: { link: `../../${name}` } }),
    ...(mapped === undefined ? {} : { [`sys/class/block/${name}/dm/name`]: `${mapped[0]}\n`, [`sys/class/block/${name}/dm/uuid`]: `${mapped[1]}\n`, [`dev/mapper/${mapped[0]}`]: { link: `../${name}` } }),
    ...Object.fromEntries(slaves.map((slave) => [`sys/class/block/${name}/slaves/${slave}`, ''])),
  };
}

/** What udev notes of a swap that mkswap(8) made and that holds, where one is given, a signature of the kernel's; by the real programs. */
export function udevOfSwap(signature: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'quick-restart-swap-'));
  try {
    const file = join(folder, 'swap');
    writeFileSync(file, '');
    truncateSync(file, 1024 * 1024);
    execFileSync('/usr/sbin/mkswap', [file], { stdio: 'ignore' });
    if (signature !== null) overwriteSignature(file, signature);
    return execFileSync('/usr/sbin/blkid', ['--probe', '--output', 'udev', file], { encoding: 'utf8' }).replace(/^(?=.)/gm, 'E:');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The signature is the end of the first page; Linux kernel/power/swap.c, struct swsusp_header. */
function overwriteSignature(file: string, signature: string): void {
  const at = readFileSync(file).indexOf('SWAPSPACE2');
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.from(signature.padEnd(10, '\0').slice(0, 10)), 0, 10, at);
  closeSync(descriptor);
}

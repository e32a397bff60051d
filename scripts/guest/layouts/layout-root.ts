import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../image.ts';
import { buildAsRoot } from '../root-builder.ts';
import type { Steps } from '../steps.ts';

const HERE = import.meta.dirname;
const OVERLAY = join(HERE, '../overlay');
const SUITE = 'trixie';
const NEWER_SUITE = 'testing';

/** Where the images of layouts are kept; apart from the guest's own, which removes what it does not know. */
export const CACHE = join(HERE, '../../../.cache/guest/layouts');

/** UUID of the root file system, in every layout. */
export const ROOT_UUID = '5a1c0de0-0000-4000-8000-000000000001';

/** Size of the root file system (build-root.sh). */
export const ROOT_MIB = 2304;

/** The root file system that every layout begins with, and the older of its two kernels for the boot that sets it up. */
export interface LayoutRoot {
  /** Changes with everything that it is made from. */
  readonly key: string;
  readonly ext4: string;
  readonly btrfs: string;
  readonly kernel: string;
  readonly initrd: string;
}

let root: Promise<LayoutRoot> | null = null;

/** That root file system, made where it is not there yet (as root, about two minutes); once for all that ask. */
export function layoutRoot(steps: Steps): Promise<LayoutRoot> {
  return (root ??= makeRoot(steps));
}

async function makeRoot(steps: Steps): Promise<LayoutRoot> {
  const key = inputsKey();
  const place = join(CACHE, `root-${key}`);
  if (!existsSync(place)) {
    await keep(place, (folder) => build(folder, steps));
    for (const name of readdirSync(CACHE)) if (/^root-[0-9a-f]{16}$/.test(name) && join(CACHE, name) !== place) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
  return { key, ext4: join(place, 'root.ext4'), btrfs: join(place, 'root.btrfs'), kernel: join(place, 'vmlinuz'), initrd: join(place, 'initrd') };
}

function inputsKey(): string {
  const overlay = readdirSync(OVERLAY, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const files = [join(HERE, 'build-root.sh'), ...overlay.map((one) => join(one.parentPath, one.name)).sort()];
  const hash = createHash('sha256').update(JSON.stringify([SUITE, NEWER_SUITE, ROOT_UUID, ROOT_MIB]));
  for (const file of files) hash.update(`${file.slice(HERE.length)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function build(folder: string, steps: Steps): Promise<void> {
  return buildAsRoot(join(HERE, 'build-root.sh'), [folder, OVERLAY, SUITE, NEWER_SUITE, ROOT_UUID], steps);
}

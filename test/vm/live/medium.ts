import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { guestImage, keep } from '../../../scripts/guest/image.ts';
import { output } from '../../../scripts/guest/programs.ts';
import type { Steps } from '../../../scripts/guest/steps.ts';
import { newcArchive, padded } from './newc.ts';

const CACHE = join(import.meta.dirname, '../../../.cache/live');
const BOOT_SCRIPT = join(import.meta.dirname, 'medium-boot.sh');
/** Where the guest's only partition begins (scripts/guest/build-root.sh). */
const PARTITION_BYTES = 1_048_576;
const MEDIUM_UUID = '11fe0000-0000-4000-8000-000000000001';

/** A live system, and the installed one beside it. */
export interface LiveMedium {
  /** Kernel and initrd that QEMU starts, and their command line. */
  readonly kernel: { readonly image: string; readonly initrd: string; readonly commandLine: string };
  /** The live system's file system, never written to. */
  readonly medium: string;
  /** A disk with an installed system; to be copied. */
  readonly installed: string;
}

/**
 * Makes a live system from the shared guest's packages: its root file system as a medium that is only read, under a layer in memory, and its
 * kernel with an initrd that puts the two together. No mount and no loop device. The guest's own disk is the installed system.
 */
export async function liveMedium(steps: Steps): Promise<LiveMedium> {
  const guest = await guestImage(steps);
  const key = createHash('sha256').update(guest.key).update(readFileSync(BOOT_SCRIPT)).update(readFileSync(import.meta.filename)).digest('hex').slice(0, 16);
  const folder = join(CACHE, key);
  if (!existsSync(folder)) await steps.run('making a live medium of the guest’s packages', () => keep(folder, (place) => build(guest.disk, place)));
  const kernel = { image: join(dirname(guest.disk), 'vmlinuz'), initrd: join(folder, 'initrd'), commandLine: 'boot=quick-restart-live quiet console=ttyS0' };
  return { kernel, medium: join(folder, 'medium.raw'), installed: guest.disk };
}

async function build(disk: string, folder: string): Promise<void> {
  const medium = join(folder, 'medium.raw');
  const source = { driver: 'raw', offset: PARTITION_BYTES, file: { driver: 'qcow2', file: { driver: 'file', filename: disk } } };
  await output('qemu-img', ['convert', '-U', '-O', 'raw', `json:${JSON.stringify(source)}`, medium]);
  // The saved machine was running: its journal is played, and the medium gets a name of its own.
  await output('e2fsck', ['-p', medium]).catch((error: unknown) => {
    if (!isRepaired(error)) throw error;
  });
  await output('e2fsck', ['-fy', medium]).catch((error: unknown) => {
    if (!isRepaired(error)) throw error;
  });
  await output('tune2fs', ['-U', MEDIUM_UUID, '-L', 'live', medium]);
  writeFileSync(join(folder, 'initrd'), Buffer.concat([padded(readFileSync(join(dirname(disk), 'initrd')), 4), await additions(medium, folder)]));
}

/** e2fsck(8): 1 means that errors were corrected. */
function isRepaired(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 1;
}

/** What the initrd has more than the guest's: the boot script, and the module for the layer. */
async function additions(medium: string, folder: string): Promise<Uint8Array> {
  const [release = ''] = (await output('debugfs', ['-R', 'ls -p /usr/lib/modules', medium])).split('\n').flatMap((line) => /\/(\d[^/]*)\/\/$/.exec(line)?.[1] ?? []);
  const packed = join(folder, 'overlay.ko.xz');
  await output('debugfs', ['-R', `dump /usr/lib/modules/${release}/kernel/fs/overlayfs/overlay.ko.xz ${packed}`, medium]);
  await output('xz', ['-d', packed]);
  const unpacked = join(folder, 'overlay.ko');
  const archive = newcArchive([
    ['scripts/quick-restart-live', readFileSync(BOOT_SCRIPT)],
    ['overlay.ko', readFileSync(unpacked)],
  ]);
  rmSync(unpacked);
  return archive;
}

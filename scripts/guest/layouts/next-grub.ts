import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../image.ts';
import { output } from '../programs.ts';
import type { Steps } from '../steps.ts';
import { CACHE } from './layout-root.ts';

const UNPACK = join(import.meta.dirname, '../../set-up/unpack-programs.sh');
const SUITE = 'forky';
const PACKAGES = 'grub-pc-bin,grub2-common';
const PATHS = ['usr/sbin/grub-install', 'usr/lib/grub/i386-pc'];

/** Changes with everything that the GRUB of Debian's next release is taken from. */
export function nextGrubKey(): string {
  return createHash('sha256').update(JSON.stringify([SUITE, PACKAGES, PATHS])).update(readFileSync(UNPACK)).digest('hex').slice(0, 16);
}

/**
 * A tar.gz with `grub-install` and the folder `i386-pc` of Debian's next release, whose GRUB is 2.14 or newer; grub-install runs
 * in the guest's older system because it has its libraries beside it. Made where it is not there yet.
 */
export async function nextGrub(steps: Steps): Promise<string> {
  const place = join(CACHE, `next-grub-${nextGrubKey()}`);
  if (!existsSync(place)) {
    await steps.run(`unpacking GRUB of Debian ${SUITE}`, () =>
      keep(place, async (folder) => {
        await output(UNPACK, [SUITE, PACKAGES, join(folder, 'grub'), ...PATHS]);
        await output('tar', ['-C', join(folder, 'grub'), '-czf', join(folder, 'grub.tar.gz'), '.']);
      }),
    );
  }
  return join(place, 'grub.tar.gz');
}

import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles } from '../machine.ts';
import { outcome } from '../outcome.ts';

/**
 * The initrd was made after its kernel; an older one may hold the modules of the kernel that was there before it. Files of packages
 * carry the time of the build and initrds that of the installation, so the order is sure; microcode has no kernel to be
 * older than. Files that were copied or made reproducibly have times that are equal, near each other or near the epoch: these say nothing.
 */
export function checkInitrdAge(entry: BootEntry, files: EntryFiles | null): CheckOutcome {
  const ofKernel = entry.initrds.filter((path) => !MICROCODE.test(path));
  if (ofKernel.length === 0) return outcome('initrd-age', 'ok', say('The entry has no initrd that could be too old.'));
  const made = files?.kernelModifiedMs;
  if (files === null || made === undefined) return outcome('initrd-age', 'unknown', say('When kernel image and initrd were made could not be read.'));
  const older = files.initrds.find(({ path, modifiedMs }) => ofKernel.includes(path) && modifiedMs !== undefined && modifiedMs > REPRODUCIBLE_MS && modifiedMs < made - COPYING_MS);
  if (older === undefined) return outcome('initrd-age', 'ok', say('The initrd is not older than its kernel.'));
  const release = entry.kernelRelease ?? 'RELEASE';
  return outcome(
    'initrd-age',
    'warning',
    say('The initrd {path} is older than its kernel image.', { path: older.path }),
    say('If the kernel was replaced, make it anew: update-initramfs -u -k {release}, dracut --force --kver {release} or mkinitcpio -P.', { release }),
  );
}

const MICROCODE = /(?:ucode|microcode)[^/]*$/i;

/** Up to here times are constants that reproducible builds write: 0, 1, and 1980-01-01, where FAT begins. */
const REPRODUCIBLE_MS = Date.UTC(1980, 0, 3);

/** Two files that are copied or installed together may have their times the wrong way round. */
const COPYING_MS = 3_600_000;

import { say } from '../../sentence.ts';
import { megabytes } from '../megabytes.ts';
import type { BootSpace } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles } from '../machine.ts';
import { outcome } from '../outcome.ts';

/**
 * There is room for the next kernel where this one lies. It stands against no restart, as this entry's own files are whole; but the next
 * update would leave files that are cut off. What one kernel takes is taken from the entry's own; tools write a new initrd beside the old.
 */
export function checkBootSpace(space: readonly BootSpace[] | null, files: EntryFiles | null): CheckOutcome {
  if (space === null || files === null) return outcome('boot-space', 'unknown', say('How much room is left where kernels lie could not be read.'));
  if (space.length === 0) return outcome('boot-space', 'ok', say('The kernel lies where no update writes.'));
  for (const { directory, freeBytes, paths } of space) {
    const next = paths.reduce((sum, path) => sum + sizeOf(path, files), 0);
    if (freeBytes >= next) continue;
    return outcome(
      'boot-space',
      'warning',
      say('{directory} is nearly full: {free} MB are left, and the next kernel takes about {next} MB.', { directory, free: megabytes(freeBytes), next: megabytes(next) }),
      say('Remove kernels that you no longer start (apt autoremove --purge, dnf remove --oldinstallonly) before the next update.'),
    );
  }
  return outcome('boot-space', 'ok', say('There is room for the next kernel.'));
}

function sizeOf(path: string, { kernel, initrds }: EntryFiles): number {
  const state = initrds.find((one) => one.path === path)?.state ?? kernel;
  return state.kind === 'valid' ? state.sizeBytes : 0;
}

import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { brokenFile } from './broken-file.ts';

/** The kernel image is there, whole and a kernel. */
export function checkKernelImage(entry: BootEntry, files: EntryFiles | null): CheckOutcome {
  const path = entry.kernel ?? '';
  if (files === null) return outcome('kernel-image', 'unknown', `The kernel image ${path} was not looked at.`);
  const state = files.kernel;
  if (state.kind === 'valid' && state.endUnseen === true) {
    return outcome('kernel-image', 'unknown', `The kernel image ${path} is compressed; whether it is whole cannot be seen from outside.`, 'Loading will tell; if it fails, nothing is left loaded.');
  }
  if (state.kind === 'valid') return outcome('kernel-image', 'ok', `The kernel image ${path} is whole${state.release === null ? '' : ` (${state.release})`}.`);
  const mend = 'Reinstall the kernel’s package, and look at the free space of /boot.';
  return brokenFile({ id: 'kernel-image', entry, what: `The kernel image ${path}`, state, mend });
}

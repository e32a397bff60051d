import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { kernelImageSentence } from '../../boot-entry/file-sentences.ts';
import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { brokenFile } from './broken-file.ts';

/** The kernel image is there, whole and a kernel. */
export function checkKernelImage(entry: BootEntry, files: EntryFiles | null): CheckOutcome {
  const path = entry.kernel ?? '';
  if (files === null) return outcome('kernel-image', 'unknown', say('The kernel image {path} was not looked at.', { path }));
  const state = files.kernel;
  if (state.kind === 'valid' && state.endUnseen === true) {
    return outcome('kernel-image', 'unknown', say('The kernel image {path} is compressed; whether it is whole cannot be seen from outside.', { path }), say('Loading will tell; if it fails, nothing is left loaded.'));
  }
  if (state.kind === 'valid') {
    const { release } = state;
    return outcome('kernel-image', 'ok', release === null ? say('The kernel image {path} is whole.', { path }) : say('The kernel image {path} is whole ({release}).', { path, release }));
  }
  const mend = say('Reinstall the kernel’s package, and look at the free space of /boot.');
  return brokenFile({ id: 'kernel-image', entry, state, message: kernelImageSentence(path, state), mend });
}

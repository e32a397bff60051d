import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles, InitrdState } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { brokenFile } from './broken-file.ts';

/** Each initrd of the entry is there and whole. An entry without one is sound: its drivers are in the kernel. */
export function checkInitrds(entry: BootEntry, files: EntryFiles | null): CheckOutcome {
  if (entry.initrds.length === 0) return outcome('initrds', 'ok', 'The entry has no initrd.');
  if (files === null) return outcome('initrds', 'unknown', 'The initrds were not looked at.');
  const states = new Map(files.initrds.map(({ path, state }) => [path, state]));
  const unseen: string[] = [];
  for (const path of entry.initrds) {
    const state: InitrdState | undefined = states.get(path);
    if (state?.kind !== 'valid') {
      if (state !== undefined) return brokenFile({ id: 'initrds', entry, what: `The initrd ${path}`, state, mend: MEND });
      unseen.push(path);
    } else if (state.endUnseen === true) unseen.push(path);
  }
  if (unseen.length > 0) return outcome('initrds', 'unknown', `Whether ${unseen.join(', ')} is whole cannot be seen from outside.`);
  return outcome('initrds', 'ok', entry.initrds.length === 1 ? `The initrd ${entry.initrds.join('')} is whole.` : `All ${entry.initrds.length} initrds are whole.`);
}

const MEND = 'Make it anew (update-initramfs -u -k all, dracut --regenerate-all or mkinitcpio -P), and look at the free space of /boot.';

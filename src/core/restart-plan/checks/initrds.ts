import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { initrdSentence } from '../../boot-entry/file-sentences.ts';
import { say, sayCount } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles, InitrdState } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { brokenFile } from './broken-file.ts';

/** Each initrd of the entry is there and whole. An entry without one is sound: its drivers are in the kernel. */
export function checkInitrds(entry: BootEntry, files: EntryFiles | null): CheckOutcome {
  if (entry.initrds.length === 0) return outcome('initrds', 'ok', say('The entry has no initrd.'));
  if (files === null) return outcome('initrds', 'unknown', say('The initrds were not looked at.'));
  const states = new Map(files.initrds.map(({ path, state }) => [path, state]));
  const unseen: string[] = [];
  for (const path of entry.initrds) {
    const state: InitrdState | undefined = states.get(path);
    if (state?.kind !== 'valid') {
      if (state !== undefined) return brokenFile({ id: 'initrds', entry, state, message: initrdSentence(path, state), mend: MEND });
      unseen.push(path);
    } else if (state.endUnseen === true) unseen.push(path);
  }
  if (unseen.length > 0) return outcome('initrds', 'unknown', say('Whether {paths} is whole cannot be seen from outside.', { paths: unseen.join(', ') }));
  const [path = '', ...others] = entry.initrds;
  if (others.length === 0) return outcome('initrds', 'ok', say('The initrd {path} is whole.', { path }));
  return outcome('initrds', 'ok', sayCount('{count} initrd is whole.', 'All {count} initrds are whole.', entry.initrds.length));
}

const MEND = say('Make it anew (update-initramfs -u -k all, dracut --regenerate-all or mkinitcpio -P), and look at the free space of /boot.');

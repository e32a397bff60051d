import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import { shown } from './diagnostic-log.ts';
import type { Loader } from './loader.ts';

/** Why what an entry loads is not fit for a quick restart, as far as its script tells; its files are looked at elsewhere. */
export function problemsOf(loader: Loader, unfinished: boolean): readonly EntryProblem[] {
  const problems: EntryProblem[] = [];
  if (unfinished) problems.push({ kind: 'evaluation', message: 'The entry’s commands could not be followed to their end.' });
  if (loader.kind === 'none' && !unfinished) problems.push({ kind: 'not-linux', message: 'The entry loads no Linux kernel.' });
  if (loader.kind === 'other') problems.push({ kind: 'not-linux', message: `The entry loads no Linux kernel: it uses the command ${shown(loader.command)}.` });
  if (loader.kind === 'multiboot') problems.push({ kind: 'multiboot', message: 'The entry starts a multiboot image, such as the Xen hypervisor.' });
  for (const device of new Set(loader.unknownDevices)) {
    const message = device === '' ? 'The entry names files without saying on which device they are.' : `The device ${shown(device)} was not found on this system.`;
    problems.push({ kind: 'device-unknown', message });
  }
  if (loader.devicetree !== null) problems.push({ kind: 'devicetree', message: 'The entry loads a device tree of its own, which kexec cannot pass on.' });
  for (const doubt of new Set(loader.doubts)) {
    if (doubt === 'encoding') problems.push({ kind: 'encoding', message: 'The command line is not valid UTF-8.' });
    else problems.push({ kind: 'evaluation', message: doubt });
  }
  return problems;
}

import type { EntryProblem } from '../boot-entry/boot-entry.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { shown } from './diagnostic-log.ts';
import type { Loader } from './loader.ts';

/** Why what an entry loads is not fit for a quick restart, as far as its script tells; its files are looked at elsewhere. */
export function problemsOf(loader: Loader, unfinished: boolean): readonly EntryProblem[] {
  const problems: EntryProblem[] = [];
  if (unfinished) problems.push({ kind: 'evaluation', ...said(say('The entry’s commands could not be followed to their end.')) });
  if (loader.kind === 'none' && !unfinished) problems.push({ kind: 'not-linux', ...said(say('The entry loads no Linux kernel.')) });
  if (loader.kind === 'other') problems.push({ kind: 'not-linux', ...said(say('The entry loads no Linux kernel: it uses the command {command}.', { command: shown(loader.command) })) });
  if (loader.kind === 'multiboot') problems.push({ kind: 'multiboot', ...said(say('The entry starts a multiboot image, such as the Xen hypervisor.')) });
  for (const device of new Set(loader.unknownDevices)) {
    const unnamed = device === '';
    const message = unnamed ? say('The entry names files without saying on which device they are.') : say('The device {device} was not found on this system.', { device: shown(device) });
    problems.push({ kind: 'device-unknown', ...said(message) });
  }
  if (loader.devicetree !== null) problems.push({ kind: 'devicetree', ...said(say('The entry loads a device tree of its own, which kexec cannot pass on.')) });
  if (loader.garbled) problems.push({ kind: 'encoding', ...said(say('The command line is not valid UTF-8.')) });
  for (const packed of new Set(loader.packed)) {
    problems.push({ kind: 'evaluation', ...said(say('GRUB packs {file} into an initrd (newc:), which cannot be done here.', { file: shown(packed) })) });
  }
  return problems;
}

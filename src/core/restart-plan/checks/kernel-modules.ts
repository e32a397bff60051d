import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { say, type Sentence } from '../../sentence.ts';
import type { KernelModules } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * The modules of the entry's kernel are installed, with the index that modprobe(8) reads (modules.dep, depmod(8)). Without them the
 * initrd brings the machine up to its root file system and no further: no network card, no screen. A kernel that surely has modules
 * is refused; one whose configuration is not there may have everything built in, so it is a warning.
 * `here`: the entry starts the system whose modules were looked for; null where that is not known.
 */
export function checkKernelModules({ kernelRelease: release }: BootEntry, modules: KernelModules, here: boolean | null): CheckOutcome {
  if (release === null) return outcome('kernel-modules', 'unknown', say('Which release the kernel is could not be read, so its modules were not looked for.'));
  if (here !== true) return outcome('kernel-modules', 'unknown', say('Whether the modules of {release} are installed could not be seen: they lie in another file system.', { release }));
  switch (modules.kind) {
    case 'there':
      return outcome('kernel-modules', 'ok', say('The modules of {release} are installed.', { release }));
    case 'unknown':
      return outcome('kernel-modules', 'unknown', say('Whether the modules of {release} are installed could not be read.', { release }));
    case 'missing':
      return wanting(modules.needed, say('The modules of {release} are not installed: there is no {path}.', { release, path: modules.path }), say('Reinstall the kernel’s package, or name another entry: quick-restart list shows them all.'));
    case 'no-index':
      return wanting(modules.needed, say('The modules of {release} cannot be loaded: {path} has no index (modules.dep).', { release, path: modules.path }), say('Make the index anew: depmod {release}. If that does not help, reinstall the kernel’s package.', { release }));
  }
}

function wanting(needed: boolean | null, message: Sentence, hint: Sentence): CheckOutcome {
  if (needed === false) return outcome('kernel-modules', 'ok', say('This kernel has no modules.'));
  return outcome('kernel-modules', needed === null ? 'warning' : 'refusal', message, hint);
}

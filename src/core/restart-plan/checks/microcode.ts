import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { say } from '../../sentence.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * New microcode for the processor asked for a restart. The kernel loads it early in its own start from the beginning of its initrd, so a
 * quick restart brings it as well: a note. Linux Documentation/arch/x86/microcode.rst, Early load microcode.
 */
export function checkMicrocode({ packages }: AdviceFacts, entry: BootEntry | null): CheckOutcome {
  if (packages === null) return outcome('microcode', 'unknown', say('Whether new microcode for the processor asked for a restart could not be read.'), say('A quick restart loads it from the initrd all the same.'));
  const upgraded = packages.filter((name) => MICROCODE.test(name));
  if (upgraded.length === 0) return outcome('microcode', 'ok', say('No new microcode for the processor asked for a restart.'));
  const packagesInWords = upgraded.join(', ');
  if (entry?.initrds.length === 0) {
    return outcome('microcode', 'unknown', say('The processor’s microcode was upgraded ({packages}), and this entry has no initrd to bring it.', { packages: packagesInWords }), say('Whether it is built into the kernel: journalctl --dmesg --grep=microcode after the restart.'));
  }
  return outcome('microcode', 'ok', say('The processor’s microcode was upgraded ({packages}).', { packages: packagesInWords }), say('A quick restart is fine: the new kernel loads it from its initrd.'));
}

/** Package names of Debian, Fedora, openSUSE and Arch. */
const MICROCODE = /^(?:intel-microcode|amd64-microcode|microcode_ctl|amd-ucode-firmware|ucode-intel|ucode-amd|intel-ucode|amd-ucode)$/;

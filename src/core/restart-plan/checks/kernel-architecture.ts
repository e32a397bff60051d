import { sameArchitecture } from '../../kernel/architecture.ts';
import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles, Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** The kernel image is for this machine's processor. */
export function checkKernelArchitecture(files: EntryFiles | null, machine: Machine): CheckOutcome {
  const image = files?.kernel.kind === 'valid' ? files.kernel.architecture : null;
  if (image === null) return outcome('kernel-architecture', 'unknown', say('For which processor the kernel image was built could not be read.'));
  if (sameArchitecture(image, machine.architecture)) return outcome('kernel-architecture', 'ok', say('The kernel image is for this machine ({architecture}).', { architecture: image }));
  return outcome(
    'kernel-architecture',
    'refusal',
    say('The kernel image is for {architecture}, the running kernel is {running}.', { architecture: image, running: machine.architecture }),
    say('Restart the ordinary way, or name an entry with a kernel for this machine.'),
  );
}

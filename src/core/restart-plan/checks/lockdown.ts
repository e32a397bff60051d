import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** Under lockdown only kexec_file_load is left, which checks the image's signature; kernel_lockdown(7). */
export function checkLockdown({ lockdown, kexec }: Machine): CheckOutcome {
  if (lockdown === 'none') return outcome('lockdown', 'ok', say('The kernel is not locked down.'));
  if (lockdown === 'unknown') return outcome('lockdown', 'unknown', say('Whether the kernel is locked down could not be read.'), say('Loading will tell; if it fails, nothing is left loaded.'));
  if (kexec.fileLoad === true) return outcome('lockdown', 'ok', say('The kernel is locked down ({lockdown}): only a kernel with a trusted signature will load.', { lockdown }));
  if (kexec.fileLoad === null) {
    return outcome('lockdown', 'unknown', say('The kernel is locked down ({lockdown}), and whether it can load signed kernels could not be found out.', { lockdown }), say('Loading will tell; if it fails, nothing is left loaded.'));
  }
  return outcome('lockdown', 'refusal', say('The kernel is locked down ({lockdown}) and was built without kexec_file_load, the only way to load a kernel then.', { lockdown }), say('Restart the ordinary way.'));
}

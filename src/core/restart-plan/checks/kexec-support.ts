import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** The running kernel must have been built with kexec_file_load or kexec_load; kexec_load(2). */
export function checkKexecSupport({ kexec, kernelRelease }: Machine): CheckOutcome {
  const { fileLoad, classicLoad } = kexec;
  if (fileLoad === true) return outcome('kexec-support', 'ok', say('The running kernel can load another one (kexec_file_load).'));
  if (classicLoad === true) return outcome('kexec-support', 'ok', say('The running kernel can load another one (kexec_load).'));
  if (fileLoad === null || classicLoad === null) {
    return outcome('kexec-support', 'unknown', say('Whether the running kernel was built with kexec could not be found out.'), say('Loading will tell; if it fails, nothing is left loaded.'));
  }
  return outcome('kexec-support', 'refusal', say('The running kernel {release} was built without kexec.', { release: kernelRelease }), say('Restart the ordinary way. A kernel with CONFIG_KEXEC_FILE can do it quickly next time.'));
}

import { say } from '../../sentence.ts';
import type { SignatureFacts } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import type { EntryFiles, Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/**
 * Where the running kernel loads signed images only (lockdown, CONFIG_KEXEC_SIG_FORCE, or Secure Boot with CONFIG_IMA_ARCH_POLICY), the
 * image must carry a signature; whether its key is trusted, that kernel alone decides when it loads it.
 * Linux kernel/kexec_file.c, kimage_validate_signature(); security/integrity/ima/ima_efi.c, arch_get_ima_policy().
 */
export function checkKernelSignature(files: EntryFiles | null, { lockdown }: Machine, facts: SignatureFacts): CheckOutcome {
  const signed = files?.kernel.kind === 'valid' ? files.kernel.signed : undefined;
  const needed = needsSignature(lockdown, facts);
  if (needed === false) return outcome('kernel-signature', 'ok', say('The running kernel asks for no signature.'));
  if (signed === true) return outcome('kernel-signature', 'ok', say('The kernel image is signed; whether its key is trusted shows when it is loaded.'));
  if (needed === null) return outcome('kernel-signature', 'unknown', say('Whether the running kernel asks for a signature could not be found out.'), TRY);
  if (signed === undefined) return outcome('kernel-signature', 'unknown', say('Only signed kernels are loaded here, and whether this image is signed could not be seen.'), TRY);
  return outcome('kernel-signature', 'refusal', say('The kernel image is not signed, and the running kernel loads signed ones only.'), say('Restart the ordinary way, or name an entry whose kernel is signed.'));
}

const TRY = say('Loading will tell; if it fails, nothing is left loaded.');

/** null where it is not known. Under lockdown without CONFIG_KEXEC_SIG other rules may apply (IMA's), so nothing is said then. */
function needsSignature(lockdown: Machine['lockdown'], { secureBoot, checked, forced, forcedBySecureBoot }: SignatureFacts): boolean | null {
  if (checked === false) return lockdown === 'none' ? false : null;
  if (forced === true || lockdown === 'integrity' || lockdown === 'confidentiality') return true;
  if (secureBoot === true && forcedBySecureBoot === true) return true;
  const free = lockdown === 'none' && forced === false && (secureBoot === false || forcedBySecureBoot === false);
  return free ? false : null;
}

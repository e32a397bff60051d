import { say, type Sentence } from '../../sentence.ts';
import type { AdviceFacts, EncryptedLayer } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * The root file system is encrypted, and the new kernel has to open it again: the passphrase is asked for; a TPM that was told to look
 * at the boot chain finds the measurements of the last start through the firmware with more behind them; a key that the boot loader
 * handed over is missing. crypttab(5); systemd-cryptenroll(1), --tpm2-pcrs=.
 */
export function checkDiskPassphrase({ root }: AdviceFacts): CheckOutcome {
  if (root.kind === 'elsewhere') return outcome('disk-passphrase', 'ok', say('Whether the other system’s root disk is encrypted was not looked at.'));
  if (root.encryption === null) return outcome('disk-passphrase', 'unknown', say('Whether the root file system is encrypted could not be found out.'), say('If it is, be at the screen to enter its passphrase.'));
  const [layer] = KEYS.flatMap((key) => root.encryption?.filter((one) => one.key === key) ?? []);
  if (layer === undefined) return outcome('disk-passphrase', 'ok', say('No passphrase will be asked for: the root file system is not encrypted.'));
  return outcome('disk-passphrase', 'warning', sentence(layer), HINTS[layer.key]);
}

/** What takes a person first. */
const KEYS = ['passphrase', 'token', 'tpm2', 'key-file'] as const;

function sentence({ name, key }: EncryptedLayer): Sentence {
  switch (key) {
    case 'passphrase':
      return say('The disk is encrypted ({name}): its passphrase is asked for when the new kernel starts.', { name });
    case 'token':
      return say('The disk is encrypted ({name}): its security key is asked for when the new kernel starts.', { name });
    case 'tpm2':
      return say('The disk is encrypted ({name}), and the TPM may not give out its key after a quick restart.', { name });
    case 'key-file':
      return say('The disk is encrypted ({name}): where its key file is not in the initrd, the passphrase is asked for.', { name });
  }
}

const HINTS: Readonly<Record<EncryptedLayer['key'], Sentence>> = {
  passphrase: say('Be at the screen to enter it.'),
  token: say('Be at the machine and have it at hand.'),
  tpm2: say('Have the passphrase or the recovery key at hand.'),
  'key-file': say('A key that the boot loader hands over is missing after a quick restart; have the passphrase at hand.'),
};

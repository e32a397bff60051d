import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';

/** kernel.kexec_load_disabled, which nothing but a restart takes back; Linux Documentation/admin-guide/sysctl/kernel.rst. */
export function checkKexecLoadDisabled({ kexec }: Machine): CheckOutcome {
  switch (kexec.loadDisabled) {
    case false:
      return outcome('kexec-load-disabled', 'ok', say('Loading kernels is allowed.'));
    case null:
      return outcome('kexec-load-disabled', 'unknown', say('Whether loading kernels is switched off (kernel.kexec_load_disabled) could not be read.'), say('Loading will tell; if it fails, nothing is left loaded.'));
    case true:
      return outcome(
        'kexec-load-disabled',
        'refusal',
        say('Loading kernels is switched off until the next boot (kernel.kexec_load_disabled is 1).'),
        say('Set kernel.kexec_load_disabled=0 in /etc/sysctl.d and restart the ordinary way; after that it works.'),
      );
  }
}

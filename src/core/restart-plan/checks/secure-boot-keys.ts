import { say } from '../../sentence.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';
import { variablesOr } from './firmware-variables.ts';

/**
 * A change of Secure Boot's keys that waits for its confirmation: shim starts MokManager where one of its variables is set, and only
 * there a person can answer. Until then modules signed with the new key do not load. Source: shim, mok.c, check_mok_request(); mokutil(1).
 */
export function checkSecureBootKeys({ firmware }: AdviceFacts): CheckOutcome {
  const variables = variablesOr(firmware, {
    id: 'secure-boot-keys',
    none: say('This machine has no Secure Boot keys.'),
    unknown: (why) => say('Whether a change of Secure Boot keys waits for its confirmation could not be found out: {why}.', { why }),
    names: /^Mok/,
    hint: say('If you have just called mokutil, restart the ordinary way.'),
  });
  if (!('kind' in variables)) return variables;
  if (variables.mokRequests.length === 0) return outcome('secure-boot-keys', 'ok', say('No change of Secure Boot keys waits for its confirmation.'));
  return outcome(
    'secure-boot-keys',
    'refusal',
    say('A change of Secure Boot keys ({names}) waits to be confirmed at the next start through the firmware.', { names: variables.mokRequests.join(', ') }),
    say('Restart the ordinary way, stay at the screen and enter the password that was set with it: quick-restart now --full.'),
  );
}

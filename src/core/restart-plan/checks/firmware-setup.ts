import { say } from '../../sentence.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';
import { ORDINARY } from './advice-hints.ts';
import { variablesOr } from './firmware-variables.ts';

/** The firmware was asked for its setup or a recovery (OsIndications); UEFI specification 2.10, 8.5.4; systemctl(1), --firmware-setup. */
export function checkFirmwareSetup({ firmware }: AdviceFacts): CheckOutcome {
  const variables = variablesOr(firmware, {
    id: 'firmware-setup',
    none: say('This machine has no UEFI firmware that could be asked for its setup.'),
    unknown: (why) => say('Whether the firmware’s setup was asked for could not be found out: {why}.', { why }),
    names: /^OsIndications$/,
    hint: say('If you want to go there, restart the ordinary way.'),
  });
  if (!('kind' in variables)) return variables;
  if (variables.asksForSetup) return outcome('firmware-setup', 'refusal', say('The firmware’s setup was asked for at the next start.'), ORDINARY);
  if (variables.asksForRecovery) return outcome('firmware-setup', 'refusal', say('The firmware’s recovery was asked for at the next start.'), ORDINARY);
  return outcome('firmware-setup', 'ok', say('Nobody asked for the firmware’s setup.'));
}

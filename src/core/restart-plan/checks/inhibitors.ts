import { say } from '../../sentence.ts';
import type { PeopleFacts } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/** No program blocks restarts by an inhibitor lock, systemd-inhibit(1); what `quick-restart now` asks before it loads anything. */
export function checkInhibitors({ blocking }: PeopleFacts): CheckOutcome {
  if (blocking === null) return outcome('inhibitors', 'unknown', say('Whether a program blocks restarting could not be found out.'), say('Quick Restart hands the restart to systemd-logind, which did not answer.'));
  if (blocking.length === 0) return outcome('inhibitors', 'ok', say('No program blocks restarting.'));
  const all = blocking.map(({ who, why }) => `${who} (${why})`).join('; ');
  return refusalOfAny('inhibitors', say('Restarting is blocked by {all}.', { all }), say('Wait until that has finished, or end it; systemd-inhibit --list shows them all.'));
}

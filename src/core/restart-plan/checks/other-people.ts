import { say } from '../../sentence.ts';
import type { PeopleFacts } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/** Nobody else is logged in whose work a restart would end; logind's ListSessions, org.freedesktop.login1(5). */
export function checkOtherPeople({ otherPeople }: PeopleFacts): CheckOutcome {
  if (otherPeople === null) return outcome('other-people', 'unknown', say('Whether other people are logged in could not be found out.'), say('Ask them before you restart; who(1) shows who is there.'));
  if (otherPeople.length === 0) return outcome('other-people', 'ok', say('Nobody else is logged in.'));
  return outcome('other-people', 'warning', say('Other people are logged in: {names}.', { names: otherPeople.join(', ') }), say('A restart ends their sessions; tell them first.'));
}

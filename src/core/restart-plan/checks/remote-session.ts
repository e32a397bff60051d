import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * Whether the person who asks sits at the machine; null where that could not be found out. Only their own program knows, so it adds
 * this outcome to the plan that it got. A network adapter whose driver counts on the firmware may not come back; sd_session_is_remote(3).
 */
export function checkRemoteSession(remote: boolean | null): CheckOutcome {
  if (remote === null) return outcome('remote-session', 'unknown', say('Whether you are connected over the network could not be found out.'), REACH);
  if (!remote) return outcome('remote-session', 'ok', say('You are not connected over the network.'));
  return outcome('remote-session', 'warning', say('You are connected over the network, and some network adapters come back only after a start through the firmware.'), REACH);
}

const REACH = say('Before the first quick restart of a machine, make sure that you can reach its console or its power switch.');

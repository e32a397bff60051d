import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/** A container shares its host's kernel. */
export function checkContainer({ container }: Pick<Machine, 'container'>): CheckOutcome {
  if (!container) return outcome('container', 'ok', say('This system has a kernel of its own.'));
  return refusalOfAny('container', say('This is a container: it shares its host’s kernel and cannot restart it.'), say('Run quick-restart on the host.'));
}

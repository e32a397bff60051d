import { say } from '../../sentence.ts';
import type { RunningTool } from '../check-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome, refusalOfAny } from '../outcome.ts';

/**
 * No program is making an initrd: any restart would end it halfway. These programs hold no lock, so their processes are looked for, which
 * the helper cannot see (decision 0024); the person's own program adds this outcome. null where no processes could be seen.
 */
export function checkInitrdTools(running: readonly RunningTool[] | null): CheckOutcome {
  if (running === null) return outcome('initrd-tools', 'unknown', say('Whether an initrd is being made could not be found out.'), say('Make sure yourself that no update is running.'));
  if (running.length === 0) return outcome('initrd-tools', 'ok', say('No initrd is being made.'));
  const names = running.map(({ name, pid }) => `${name}, process ${pid}`).join('; ');
  return refusalOfAny('initrd-tools', say('An initrd is being made now ({names}).', { names }), say('Wait until that has finished, then try again.'));
}

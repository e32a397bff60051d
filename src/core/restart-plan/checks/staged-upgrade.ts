import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * An upgrade of ostree's that waits for the end of this boot: ostree-finalize-staged.service writes the boot entries anew when everything has
 * stopped, and may remove the folder that the loaded command line names (`ostree=`). A kernel that was loaded before is the old system's, and
 * may not find it. No check where `staged` is null: not an ostree system.
 */
export function checkStagedUpgrade(staged: boolean | null): readonly CheckOutcome[] {
  if (staged === null) return [];
  if (!staged) return [outcome('staged-upgrade', 'ok', say('No upgrade waits for the machine to stop.'))];
  return [outcome('staged-upgrade', 'refusal', say('An upgrade is staged, and is finished only while the machine stops: what starts after it is not written yet.'), say('Restart the ordinary way: that starts the upgraded system.'))];
}

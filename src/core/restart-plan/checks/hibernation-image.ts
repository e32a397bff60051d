import { say } from '../../sentence.ts';
import type { AdviceFacts } from '../advice-facts.ts';
import type { CheckOutcome } from '../check.ts';
import { outcome } from '../outcome.ts';

/**
 * A hibernated system lies in the swap that the next kernel resumes from. It belongs to a start through the firmware, with the memory map
 * and the devices as the firmware left them; resumed by a kernel that came through kexec, or over file systems that were mounted since,
 * it may destroy data. The ordinary restart is how its owner gets it back, so the refusal is against the quick one.
 * Linux Documentation/power/swsusp.rst; systemd-hibernate-resume(8).
 */
export function checkHibernationImage({ hibernation }: AdviceFacts): CheckOutcome {
  const image = hibernation.places.find((place) => place.image === true);
  if (image !== undefined) {
    return outcome(
      'hibernation-image',
      'refusal',
      say('A hibernated system lies on {device}; a quick restart could mix it up with the running one.', { device: image.device }),
      say('Restart the ordinary way to get it back. If nobody needs it, switch that swap on (swapon), which throws it away.'),
    );
  }
  const unseen = hibernation.places.find((place) => place.image === null);
  if (unseen !== undefined) {
    return outcome('hibernation-image', 'unknown', say('Whether a hibernated system lies on {device} could not be found out.', { device: unseen.device }), say('If you hibernated a system there, restart the ordinary way.'));
  }
  return outcome('hibernation-image', 'ok', say('No hibernated system waits to be resumed.'));
}

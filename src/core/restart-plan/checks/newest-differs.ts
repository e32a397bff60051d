import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { flavourOf } from '../../kernel/flavour.ts';
import { isNewerRelease } from '../../kernel/release-order.ts';
import { say } from '../../sentence.ts';
import type { CheckOutcome } from '../check.ts';
import type { Machine } from '../machine.ts';
import { outcome } from '../outcome.ts';
import { newestEntry } from '../policy.ts';

/**
 * Whether the boot loader's default starts the newest kernel of the running one's flavour; people expect that after an
 * upgrade. Debian's update-grub sorts by name only and so prefers `…-cloud-amd64` to `…-amd64`.
 */
export function checkNewestDiffers(entries: readonly BootEntry[], machine: Machine): CheckOutcome {
  const release = entries.find((entry) => entry.default)?.kernelRelease ?? null;
  const newest = newestEntry(entries, machine)?.kernelRelease ?? null;
  if (release === null || newest === null) {
    return outcome('newest-differs', 'unknown', say('Whether the boot loader’s default has the newest kernel could not be found out.'));
  }
  const otherFlavour = flavourOf(newest) !== flavourOf(release);
  if (!otherFlavour && !isNewerRelease(newest, release)) return outcome('newest-differs', 'ok', say('The boot loader starts the newest kernel, {release}.', { release }));
  const message = otherFlavour
    ? say('The boot loader starts {release}, another flavour than the running kernel; the newest of its own flavour is {newest}.', { release, newest })
    : say('The boot loader starts {release}, although {newest} is installed.', { release, newest });
  return outcome('newest-differs', 'warning', message, say('To start {newest} now: quick-restart now {newest}. To always start the newest: quick-restart default newest.', { newest }));
}

import type { BootEntry } from '../../boot-entry/boot-entry.ts';
import { flavourOf } from '../../kernel/flavour.ts';
import { isNewerRelease } from '../../kernel/release-order.ts';
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
    return outcome('newest-differs', 'unknown', 'Whether the boot loader’s default has the newest kernel could not be found out.');
  }
  const otherFlavour = flavourOf(newest) !== flavourOf(release);
  if (!otherFlavour && !isNewerRelease(newest, release)) return outcome('newest-differs', 'ok', `The boot loader starts the newest kernel, ${release}.`);
  const message = otherFlavour
    ? `The boot loader starts ${release}, another flavour than the running kernel; the newest of its own flavour is ${newest}.`
    : `The boot loader starts ${release}, although ${newest} is installed.`;
  return outcome('newest-differs', 'warning', message, `To start ${newest} now: quick-restart now ${newest}. To always start the newest: quick-restart default newest.`);
}

import type { BootEntry } from '../boot-entry/boot-entry.ts';
import type { AdviceFacts } from './advice-facts.ts';
import type { CheckOutcome } from './check.ts';
import { checkBootLoaderUpgraded } from './checks/boot-loader-upgraded.ts';
import { checkDiskPassphrase } from './checks/disk-passphrase.ts';
import { checkFirmwareSetup } from './checks/firmware-setup.ts';
import { checkFirmwareUpdate } from './checks/firmware-update.ts';
import { checkGraphics } from './checks/graphics.ts';
import { checkHibernationImage } from './checks/hibernation-image.ts';
import { checkMicrocode } from './checks/microcode.ts';
import { checkOneShotEntry } from './checks/one-shot-entry.ts';
import { checkRootDisk } from './checks/root-disk.ts';
import { checkSecureBootKeys } from './checks/secure-boot-keys.ts';
import type { Machine } from './machine.ts';

/** What advice is made from: a part of PlanInput. */
export interface AdviceInput {
  readonly machine: Machine;
  readonly entries: readonly BootEntry[];
  readonly chosen: BootEntry | null;
  readonly advice: AdviceFacts;
}

/** The checks whose refusal means: an ordinary restart is the better one now. `entry` is the one of the plan; docs/advice.md lists every rule. */
export function advise({ machine, entries, chosen, advice }: AdviceInput, entry: BootEntry | null): readonly CheckOutcome[] {
  const bootLoaderEntry = entries.find((one) => one.default) ?? null;
  return [
    checkFirmwareUpdate(advice),
    checkSecureBootKeys(advice),
    checkFirmwareSetup(advice),
    checkOneShotEntry(advice, { bootLoaderEntry, entry, chosen: chosen !== null }),
    checkBootLoaderUpgraded(advice),
    checkMicrocode(advice, entry),
    checkHibernationImage(advice),
    // An entry without a kernel has no command line to look at.
    ...(entry === null || entry.kernel === null ? [] : [checkRootDisk(advice, entry, machine, chosen !== null)]),
    checkDiskPassphrase(advice),
    checkGraphics(advice, entry, machine),
  ];
}

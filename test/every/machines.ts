import { CHANGED, layoutImage } from '../../scripts/guest/layouts/layout-image.ts';
import { LAYOUTS } from '../../scripts/guest/layouts/layouts.ts';
import { DEBIAN_13, type GuestRelease } from '../../scripts/guest/releases.ts';
import { stepsTo } from '../../scripts/guest/steps.ts';
import { startInstalled, startInstalledOn } from '../vm/machine/upgraded-image.ts';
import type { WorkingCopy } from '../vm/machine/working-copy.ts';
import { startUpdaters } from './updaters.ts';

export type MachineKind = 'plain' | 'updaters' | 'uefi';

/** A machine that ways are walked on. */
export interface MachineOfKind {
  readonly title: string;
  readonly start: (release: GuestRelease) => Promise<WorkingCopy>;
  /** Where its root file system begins on its disk. */
  readonly rootStartMiB: number;
}

export const MACHINES: Readonly<Record<MachineKind, MachineOfKind>> = {
  plain: { title: 'like any other', start: startInstalled, rootStartMiB: 1 },
  updaters: { title: 'that updates itself', start: startUpdaters, rootStartMiB: 1 },
  uefi: { title: 'with UEFI', start: startUefi, rootStartMiB: LAYOUTS.systemdBoot.rootStartMiB },
};

/** Its firmware is UEFI, its boot loader systemd-boot: what logind asks them for stands in UEFI variables. Debian 13 only. */
async function startUefi({ suite }: GuestRelease): Promise<WorkingCopy> {
  if (suite !== DEBIAN_13.suite) throw new Error(`there is no machine with UEFI of ${suite}`);
  const { disk, firmware } = await layoutImage(LAYOUTS.systemdBoot, stepsTo((text) => void process.stdout.write(text)));
  return startInstalledOn({ disk, firmware, snapshot: CHANGED }, stepsTo((text) => void process.stdout.write(text)));
}

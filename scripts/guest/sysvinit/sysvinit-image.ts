import { machineImage, type MachineKind } from '../machines/machine-image.ts';
import type { Steps } from '../steps.ts';

export { BOOTED } from '../machines/machine-image.ts';

/** elogind, as a desktop without systemd has it. */
const PACKAGES = ['sysvinit-core', 'sysv-rc', 'initscripts', 'startpar', 'insserv', 'elogind', 'libpam-elogind'];

const SYSVINIT: MachineKind = {
  title: 'sysvinit',
  folder: import.meta.dirname,
  cache: 'sysvinit',
  packages: PACKAGES,
  excluded: [],
  diskMiB: 2304,
  kernelWords: 'ro console=ttyS0 no_timer_check',
  powerOff: 'poweroff',
  // The agents are started behind the runlevel's scripts.
  booted: async ({ root, person }, timeoutMs) => {
    await root.waitForBoot(null, timeoutMs);
    await person.waitForBoot(null, timeoutMs);
  },
};

/** A Debian machine whose PID 1 is sysvinit, and whose newer kernel waits for a restart. */
export function sysvinitImage(steps: Steps): Promise<string> {
  return machineImage(SYSVINIT, steps);
}

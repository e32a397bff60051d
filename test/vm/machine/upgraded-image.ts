import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { guestImage } from '../../../scripts/guest/image.ts';
import { DEBIAN_13 } from '../../../scripts/guest/releases.ts';
import { type Steps, stepsTo } from '../../../scripts/guest/steps.ts';
import { builtPackage, installNewerKernel, installPackage } from '../../../scripts/try/guest-packages.ts';
import type { Machine, MachineOptions } from './machine.ts';
import type { Base } from './packages-image.ts';
import { startCopy, type WorkingCopy } from './working-copy.ts';

/** The snapshot that `startInstalled` leaves: our package is installed, a newer kernel waits, nothing of ours runs. */
export const INSTALLED = 'installed';
/** The snapshot of the image of `upgradedImage`. */
export const UPGRADED = 'upgraded';

/** Starts an installed machine before the tests of the suite that calls this, hands it to `use`, and removes it after them. */
export function withInstalled(use: (machine: Machine) => void): void {
  let copy: WorkingCopy;
  before(async () => {
    copy = await startInstalled();
    use(copy.machine);
  });
  after(() => copy.remove());
}

/** A machine with a newer kernel and our package of this checkout, saved as `installed` before anything else happened. */
export async function startInstalled(release = DEBIAN_13): Promise<WorkingCopy> {
  const steps = stepsTo((text) => void process.stdout.write(text));
  return startInstalledOn({ disk: await upgradedImage(steps, release), snapshot: UPGRADED }, steps);
}

/** The same from another saved state in which a newer kernel waits. */
export async function startInstalledOn({ disk, snapshot, firmware = null }: Base & Pick<MachineOptions, 'firmware'>, steps: Steps): Promise<WorkingCopy> {
  const deb = await steps.run('building our package', builtPackage);
  const copy = await startCopy(disk, snapshot, { firmware });
  try {
    await steps.run('installing our package in the guest', () => installPackage(copy.machine, deb));
    await warmUp(copy.machine);
    // GRUB replays no journal: after a power cut it would read the menu of before the upgrade.
    await copy.machine.root.read('sync; fsfreeze --freeze / && fsfreeze --unfreeze /');
    await copy.machine.save(INSTALLED);
    return copy;
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

/** The guest's image after its upgrade to the newer kernel, which takes the emulated processor longer than a test. */
export async function upgradedImage(steps: Steps, release = DEBIAN_13): Promise<string> {
  const booted = await guestImage(steps, release);
  const upgraded = join(dirname(booted.disk), 'upgraded.qcow2');
  if (existsSync(upgraded)) return upgraded;
  const copy = await startCopy(booted.disk, 'booted');
  try {
    await steps.run('installing the newer kernel in the guest', () => installNewerKernel(copy.machine));
    await copy.machine.save(UPGRADED);
    await copy.machine.stop();
    renameSync(copy.disk, upgraded);
    return upgraded;
  } finally {
    await copy.remove();
  }
}

/** What every case would wait for again: polkit's start, and files that are not in memory yet. */
async function warmUp({ root, person }: Machine): Promise<void> {
  await person.read('quick-restart status && busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager CanReboot');
  await root.read('systemctl stop quick-restartd.service');
}

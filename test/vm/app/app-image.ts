import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { guestImage, keep } from '../../../scripts/guest/image.ts';
import type { Steps } from '../../../scripts/guest/steps.ts';
import { hardware, Machine, type Shape } from '../machine/machine.ts';
import { installPackages, type Packages, packagesKey } from '../machine/packages-image.ts';
import { switchOff } from '../machine/switch-off.ts';
import { upgradedImage } from '../machine/upgraded-image.ts';

/** The machine that the app runs in: Chromium wants more memory than the shared guest has, and a plain processor (see there). */
export const APP_SHAPE: Shape = { processor: 'plain', memoryMiB: 2048 };

/** The snapshot of its image. */
export const DESKTOP = 'desktop';

const CACHE = join(import.meta.dirname, '../../../.cache/app');
const BOOT_TIMEOUT_MS = 420_000;

/** A screen without hardware, a hand at its keyboard, a font, and what our app depends on. */
const PACKAGES: Packages = {
  name: 'a small desktop',
  packages: 'xvfb xdotool x11-utils fonts-dejavu-core dbus-daemon libgtk-3-0t64 libnss3 libasound2t64 libgbm1 libnotify4 libxss1 libxtst6 libatspi2.0-0t64 libuuid1 libsecret-1-0 xdg-utils',
};

/** The next start, and only that, is into the kernel that runs now, whatever the boot loader's default has become. */
const SAME_KERNEL_ONCE = `
set -eu
advanced=$(grep -o 'gnulinux-advanced-[^ "'"'"']*' /boot/grub/grub.cfg | head -n 1)
grub-reboot "$advanced>gnulinux-$(uname -r)-\${advanced#gnulinux-}"
`;

/** The shared guest, whose newer kernel waits, started anew in another shape and with the packages of a small desktop; its snapshot `DESKTOP`. Made where it is not there yet. */
export async function appImage(steps: Steps): Promise<string> {
  const guest = await guestImage(steps);
  const key = inputsKey(guest.key);
  const place = join(CACHE, key);
  const image = join(place, 'desktop.qcow2');
  if (existsSync(image)) return image;
  const upgraded = await upgradedImage(steps);
  mkdirSync(CACHE, { recursive: true });
  await keep(place, (folder) => build(upgraded, join(folder, 'desktop.qcow2'), steps));
  for (const name of readdirSync(CACHE)) if (/^[0-9a-f]{16}$/.test(name) && name !== key) rmSync(join(CACHE, name), { recursive: true, force: true });
  return image;
}

/** Hash of everything that the image is made from besides the shared guest, which has a key of its own: our files, the machine's arguments, the packages. */
function inputsKey(guestKey: string): string {
  const hash = createHash('sha256').update(JSON.stringify([guestKey, hardware('', APP_SHAPE), packagesKey(PACKAGES)]));
  for (const file of ['app/app-image.ts', 'machine/switch-off.ts', 'machine/packages-image.ts']) hash.update(readFileSync(join(import.meta.dirname, '..', file)));
  return hash.digest('hex').slice(0, 16);
}

async function build(upgraded: string, disk: string, steps: Steps): Promise<void> {
  await steps.run('switching the upgraded guest off', () => switchOff(upgraded, 'upgraded', disk, SAME_KERNEL_ONCE));
  const machine = await Machine.start({ disk, shape: APP_SHAPE });
  try {
    await steps.run('starting it as a machine for the app', () => machine.waitUntilBooted(null, BOOT_TIMEOUT_MS));
    await installPackages(PACKAGES, machine, steps);
    await machine.save(DESKTOP);
  } finally {
    await machine.stop();
  }
}

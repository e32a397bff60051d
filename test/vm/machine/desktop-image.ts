import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { debianMirror } from '../../../scripts/guest/mirror.ts';
import { output } from '../../../scripts/guest/programs.ts';
import type { Steps } from '../../../scripts/guest/steps.ts';
import type { Machine } from './machine.ts';
import { startCopy } from './working-copy.ts';

const BUILD = join(import.meta.dirname, '../../../scripts/guest/desktop/build-packages-disk.sh');
const SUITE = 'trixie';
/** A screen without hardware, a hand at its keyboard, a font, and what our app depends on. */
const PACKAGES = 'xvfb xdotool x11-utils fonts-dejavu-core dbus-daemon libgtk-3-0t64 libnss3 libasound2t64 libgbm1 libnotify4 libxss1 libxtst6 libatspi2.0-0t64 libuuid1 libsecret-1-0 xdg-utils';
const INSTALL_TIMEOUT_MS = 900_000;

/**
 * The guest's image with the packages of a small desktop, snapshot `desktop`; made from `upgraded` (its snapshot of that name)
 * where it is not there yet. The guest installs them itself, from a disk that is plugged in for it.
 */
export async function desktopImage(upgraded: string, steps: Steps): Promise<string> {
  const key = createHash('sha256').update(`${SUITE} ${PACKAGES}`).update(readFileSync(BUILD)).digest('hex').slice(0, 12);
  const image = join(dirname(upgraded), `desktop-${key}.qcow2`);
  if (existsSync(image)) return image;
  for (const name of readdirSync(dirname(upgraded))) if (name.startsWith('desktop-')) rmSync(join(dirname(upgraded), name));
  const packages = join(dirname(upgraded), `packages.${process.pid}.img`);
  try {
    await steps.run('downloading the packages of a desktop', () => makePackagesDisk(packages));
    const copy = await startCopy(upgraded, 'upgraded');
    try {
      await steps.run('installing a desktop in the guest', () => install(copy.machine, packages));
      await copy.machine.save('desktop');
      await copy.machine.stop();
      renameSync(copy.disk, image);
    } finally {
      await copy.remove();
    }
  } finally {
    rmSync(packages, { force: true });
  }
  return image;
}

async function makePackagesDisk(file: string): Promise<void> {
  const mirror = await debianMirror();
  const uid = process.getuid?.() ?? 0;
  const words = [BUILD, file, SUITE, `${uid}:${process.getgid?.() ?? 0}`, PACKAGES, ...(mirror === null ? [] : [mirror])];
  await output(uid === 0 ? 'sh' : 'sudo', uid === 0 ? words : ['sh', ...words]);
}

/** Only what is not installed: the disk also has newer builds of what the guest was made with. */
const INSTALL = `
set -eu
for try in $(seq 100); do [ -e /dev/disk/by-id/virtio-packages ] && break; sleep 0.2; done
mount -o ro /dev/disk/by-id/virtio-packages /mnt
new=
for file in /mnt/*.deb; do
  name=$(dpkg-deb -f "$file" Package)
  dpkg-query -W -f '\${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || new="$new $file"
done
DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io --path-exclude='/usr/share/doc/*' --path-exclude='/usr/share/locale/*' --path-exclude='/usr/share/man/*' -i $new
umount /mnt
apt-get check -q
`;

async function install(machine: Machine, packages: string): Promise<void> {
  await machine.plug('packages', packages);
  await machine.explain('the desktop was not installed', () => machine.root.read(INSTALL, INSTALL_TIMEOUT_MS));
  await machine.unplug('packages');
}

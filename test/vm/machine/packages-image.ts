import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { debianMirror } from '../../../scripts/guest/mirror.ts';
import { output } from '../../../scripts/guest/programs.ts';
import { DEBIAN_13 } from '../../../scripts/guest/releases.ts';
import type { Steps } from '../../../scripts/guest/steps.ts';
import type { Machine } from './machine.ts';
import { startCopy } from './working-copy.ts';

const BUILD = join(import.meta.dirname, '../../../scripts/guest/desktop/build-packages-disk.sh');
const INSTALL_TIMEOUT_MS = 900_000;

/** Debian packages that a guest gets besides what it was made with. */
export interface Packages {
  /** Names the image and its snapshot. */
  readonly name: string;
  /** With blanks between; what they depend on comes along. */
  readonly packages: string;
  /** Debian's suite that they are of; that of Debian 13 where none is named. */
  readonly suite?: string;
}

/** A saved state to go on from. */
export interface Base {
  readonly disk: string;
  readonly snapshot: string;
}

/**
 * The image of `base` with more packages, snapshot `name`; made where it is not there yet, beside the base. The guest installs them
 * itself, from a disk that is plugged in for it.
 */
export async function packagesImage(packages: Packages, base: Base, steps: Steps): Promise<string> {
  const { name } = packages;
  const folder = dirname(base.disk);
  const image = join(folder, `${name}-${packagesKey(packages).slice(0, 12)}.qcow2`);
  if (existsSync(image)) return image;
  for (const other of readdirSync(folder)) if (other.startsWith(`${name}-`)) rmSync(join(folder, other));
  const copy = await startCopy(base.disk, base.snapshot);
  try {
    await installPackages(packages, copy.machine, steps);
    await copy.machine.save(name);
    await copy.machine.stop();
    renameSync(copy.disk, image);
  } finally {
    await copy.remove();
  }
  return image;
}

/** Changes with everything that the packages are chosen by. */
export function packagesKey({ packages, suite = DEBIAN_13.suite }: Packages): string {
  return createHash('sha256').update(`${suite} ${packages}`).update(readFileSync(BUILD)).digest('hex');
}

/** Downloads the packages, and has a machine install them. */
export async function installPackages({ name, packages, suite = DEBIAN_13.suite }: Packages, machine: Machine, steps: Steps): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quick-restart-packages-'));
  const disk = join(folder, 'packages.img');
  try {
    await steps.run(`downloading the packages of ${name}`, () => makePackagesDisk(disk, packages, suite));
    await steps.run(`installing the packages of ${name} in the guest`, () => install(machine, disk));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makePackagesDisk(file: string, packages: string, suite: string): Promise<void> {
  const mirror = await debianMirror();
  const uid = process.getuid?.() ?? 0;
  const words = [BUILD, file, suite, `${uid}:${process.getgid?.() ?? 0}`, packages, ...(mirror === null ? [] : [mirror])];
  await output(uid === 0 ? 'sh' : 'sudo', uid === 0 ? words : ['sh', ...words]);
}

/** Only what is not installed: the disk also has newer builds of what the guest was made with. apt puts it in order: some packages want others set up first. */
const INSTALL = `
set -eu
for try in $(seq 100); do [ -e /dev/disk/by-id/virtio-packages ] && break; sleep 0.2; done
mount -o ro /dev/disk/by-id/virtio-packages /mnt
new=
for file in /mnt/*.deb; do
  name=$(dpkg-deb -f "$file" Package)
  dpkg-query -W -f '\${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || new="$new $file"
done
options=
for option in force-unsafe-io 'path-exclude=/usr/share/doc/*' 'path-exclude=/usr/share/locale/*' 'path-exclude=/usr/share/man/*'; do options="$options -o Dpkg::Options::=--$option"; done
set -f # the patterns are dpkg's
DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends $options install $new
umount /mnt
apt-get check -q
`;

async function install(machine: Machine, disk: string): Promise<void> {
  await machine.plug('packages', disk);
  await machine.explain('the packages were not installed', () => machine.root.read(INSTALL, INSTALL_TIMEOUT_MS));
  await machine.unplug('packages');
}

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from '../../../scripts/guest/programs.ts';
import type { Machine } from './machine.ts';

const INSTALL_TIMEOUT_MS = 900_000;

const INSTALL = `
set -eu
for try in $(seq 100); do [ -e /dev/disk/by-id/virtio-ours ] && break; sleep 0.2; done
mount -o ro /dev/disk/by-id/virtio-ours /mnt
DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install /mnt/quick-restart.deb /mnt/quick-restart-tray.deb
umount /mnt
`;

/** The tray app's package, which is built beside ours. */
export function trayPackageBeside(deb: string): string {
  return join(deb, '..', readFileSync(join(deb, '../tray-package.txt'), 'utf8').trim());
}

/** Installs our package and the tray app's as an administrator would, from a disk that is plugged in: apt refuses where a dependency is missing, for the guest has no network. */
export async function installBoth(machine: Machine, deb: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quick-restart-ours-'));
  try {
    const disk = join(folder, 'packages.img');
    mkdirSync(join(folder, 'files'));
    copyFileSync(deb, join(folder, 'files/quick-restart.deb'));
    copyFileSync(trayPackageBeside(deb), join(folder, 'files/quick-restart-tray.deb'));
    await output('truncate', ['-s', '192M', disk]);
    await output('mke2fs', ['-q', '-t', 'ext4', '-O', '^has_journal', '-d', join(folder, 'files'), disk]);
    await machine.plug('ours', disk);
    await machine.explain('our packages were not installed', () => machine.root.read(INSTALL, INSTALL_TIMEOUT_MS));
    await machine.unplug('ours');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

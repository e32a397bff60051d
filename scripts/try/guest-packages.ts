import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../../test/vm/machine/machine.ts';
import { NEWER_KERNEL_PACKAGES } from '../guest/image.ts';
import { output } from '../guest/programs.ts';

const CHECKOUT = join(import.meta.dirname, '../..');
const INSTALL = 'DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install';
const INSTALL_TIMEOUT_MS = 600_000;

/** Our Debian package, built anew where a source is newer (make decides). Gives its path. */
export async function builtPackage(): Promise<string> {
  await output('make', ['-s', '-C', CHECKOUT, 'deb']);
  const { version } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as { readonly version: string };
  return join(CHECKOUT, `dist/quick-restart_${version}_all.deb`);
}

/** Installs our package in the guest as its administrator would. */
export async function installPackage(machine: Machine, deb: string): Promise<void> {
  await machine.root.put('/srv/quick-restart.deb', readFileSync(deb));
  await machine.explain('our package was not installed', () => machine.root.read(`${INSTALL} /srv/quick-restart.deb`, INSTALL_TIMEOUT_MS));
}

/** Installs the newer kernel in the guest the ordinary way: its hooks make the initrd and the boot loader's menu. Gives its release. */
export async function installNewerKernel(machine: Machine): Promise<string> {
  await machine.explain('the newer kernel was not installed', () => machine.root.read(`${INSTALL} ${NEWER_KERNEL_PACKAGES}/*.deb`, INSTALL_TIMEOUT_MS));
  return machine.root.read("ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V | tail -n 1");
}

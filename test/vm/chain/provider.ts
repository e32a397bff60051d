import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { guestImage, keep } from '../../../scripts/guest/image.ts';
import { type Steps, stepsTo } from '../../../scripts/guest/steps.ts';
import { builtPackage, installPackage } from '../../../scripts/try/guest-packages.ts';
import { Machine, hardware } from '../machine/machine.ts';
import { switchOff } from '../machine/switch-off.ts';
import { upgradedImage } from '../machine/upgraded-image.ts';

/** Where machines of providers are kept, apart from the shared guest. */
export const CACHE = join(import.meta.dirname, '../../../.cache/chain');
const ROOT = 'UUID=5a1c0de0-0000-4000-8000-000000000001';
export const BOOT_TIMEOUT_MS = 420_000;

const SWITCH_OFF = join(import.meta.dirname, '../machine/switch-off.ts');

/** What the provider gives its kernel; not quiet. no_timer_check: an emulated machine on a busy host. */
const PROVIDER_LINE = 'ro no_timer_check provider=1';
const SERIAL = 'console=ttyS0 earlyprintk=ttyS0,115200';

/** A disk that holds a system of its own kernel, and the kernel that the provider starts it with, whatever is on the disk. */
export interface ProviderImage {
  readonly disk: string;
  readonly kernel: { readonly image: string; readonly initrd: string };
  /** As `root=` names it. */
  readonly root: string;
}

/** The shared guest with both of its kernels, at rest and switched off. QEMU gives it the older one, from outside. */
export async function providerImage(steps: Steps): Promise<ProviderImage> {
  const guest = await guestImage(steps);
  const folder = dirname(guest.disk);
  const key = createHash('sha256').update(JSON.stringify([guest.key, hardware('')])).update(readFileSync(import.meta.filename)).update(readFileSync(SWITCH_OFF)).digest('hex').slice(0, 12);
  const place = join(CACHE, `provider-${key}`);
  if (!existsSync(place)) {
    mkdirSync(CACHE, { recursive: true });
    const upgraded = await upgradedImage(steps);
    await keep(place, (made) => steps.run('switching the upgraded guest off', () => switchOff(upgraded, 'upgraded', join(made, 'disk.qcow2'), 'systemctl mask apt-daily.service')));
    for (const name of readdirSync(CACHE)) if (/^provider-[0-9a-f]{12}$/.test(name) && join(CACHE, name) !== place) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
  return { disk: join(place, 'disk.qcow2'), kernel: { image: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd') }, root: ROOT };
}

/** A machine on its own copy of a provider's disk. `again` starts another QEMU from the same disk, as after a power cut, with more words for the provider's kernel, and others for its consoles. */
export interface ProviderMachine {
  readonly machine: Machine;
  readonly again: (words?: string, consoles?: string) => Promise<Machine>;
  readonly remove: () => Promise<void>;
}

/** Starts a provider's machine for the first time. */
export async function startProvider(image: ProviderImage, words = ''): Promise<ProviderMachine> {
  mkdirSync(join(CACHE, 'runs'), { recursive: true });
  for (const name of readdirSync(join(CACHE, 'runs'))) if (!existsSync(`/proc/${name.split('-')[0] ?? ''}`)) rmSync(join(CACHE, 'runs', name), { recursive: true, force: true });
  const folder = mkdtempSync(join(CACHE, 'runs', `${process.pid}-`));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', removeFolder);
  const disk = join(folder, 'disk.qcow2');
  copyFileSync(image.disk, disk, constants.COPYFILE_FICLONE);
  const start = (more: string, consoles: string): Promise<Machine> => Machine.start({ disk, kernel: { ...image.kernel, commandLine: [`root=${image.root}`, PROVIDER_LINE, consoles, more].join(' ').trim() } });
  let machine = await start(words, SERIAL);
  return {
    get machine() {
      return machine;
    },
    again: async (more = words, consoles = SERIAL) => {
      await machine.stop();
      machine = await start(more, consoles);
      return machine;
    },
    remove: async () => {
      await machine.stop();
      removeFolder();
      process.off('exit', removeFolder);
    },
  };
}

/** A provider's machine with our package, and the kernels that it has. */
export interface InstalledProvider {
  readonly provider: ProviderMachine;
  /** The release of the kernel on the disk that is to be chain loaded. */
  readonly own: string;
  /** The release of the provider's. */
  readonly theirs: string;
}

/** Starts one before the tests of the suite that calls this, hands it to `use`, and removes it after them. */
export function withInstalledProvider(use: (installed: InstalledProvider) => void): void {
  let provider: ProviderMachine;
  before(async () => {
    provider = await startInstalledProvider();
    const { root } = provider.machine;
    const theirs = await root.read('uname -r');
    const own = await root.read("ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V | tail -n 1");
    assert.notEqual(own, theirs);
    use({ provider, own, theirs });
  });
  after(() => provider.remove());
}

/** A provider's machine under systemd, up, with our package of this checkout. */
export async function startInstalledProvider(): Promise<ProviderMachine> {
  const steps = stepsTo((text) => void process.stdout.write(text));
  const deb = await steps.run('building our package', builtPackage);
  const image = await providerImage(steps);
  const provider = await startProvider(image);
  try {
    await steps.run('starting it under the provider’s kernel', () => provider.machine.waitUntilBooted(null, BOOT_TIMEOUT_MS));
    await steps.run('installing our package', () => installPackage(provider.machine, deb));
    return provider;
  } catch (error) {
    await provider.remove();
    throw error;
  }
}

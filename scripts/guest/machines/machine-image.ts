import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hardware, Machine, type Shape } from '../../../test/vm/machine/machine.ts';
import { keep } from '../image.ts';
import { output } from '../programs.ts';
import { DEBIAN_13 } from '../releases.ts';
import { buildAsRoot } from '../root-builder.ts';
import type { Steps } from '../steps.ts';

const HERE = import.meta.dirname;
const BUILD = join(HERE, 'build-root.sh');
const SHARED_OVERLAY = join(HERE, '../overlay');
const CACHES = join(HERE, '../../../.cache');
const ROOT_UUID = '5a1c0de0-0000-4000-8000-000000000001';
const BOOT_TIMEOUT_MS = 600_000;

/** The snapshot of an image: booted into the older of its two kernels; nothing of ours is installed. */
export const BOOTED = 'booted';

/** In GRUB's menu: the newest kernel, then a submenu of all, each with its recovery mode. */
const OLDER_KERNEL_ONCE = "grub-install /dev/vda && update-grub && grub-reboot '1>2'";

/** A Debian machine with two kernels, where it differs from another. */
export interface MachineKind {
  /** What it has, for the step that installs it: Debian with `title`. */
  readonly title: string;
  /** Where its own files are: `overlay`, laid over the shared one, and `set-up.sh`, which root runs on the new root file system. */
  readonly folder: string;
  /** The folder of its images below .cache. */
  readonly cache: string;
  /** Debian packages on top of what every machine has (build-root.sh). */
  readonly packages: readonly string[];
  /** Files of packages that are not unpacked, on top of manuals and translations. */
  readonly excluded: readonly string[];
  readonly diskMiB: number;
  /** Where it is not the ordinary one. */
  readonly shape?: Shape;
  /** On the command line of the boot that installs GRUB. */
  readonly kernelWords: string;
  /** The command that switches it off. */
  readonly powerOff: string;
  /** Waits until it has started. */
  readonly booted: (machine: Machine, timeoutMs: number) => Promise<unknown>;
}

/** The image of such a machine, whose newer kernel waits for a restart. Made where it is not there yet (some minutes, as root); never started itself: copied. */
export async function machineImage(kind: MachineKind, steps: Steps): Promise<string> {
  const cache = join(CACHES, kind.cache);
  const key = await inputsKey(kind);
  const place = join(cache, key);
  const image = join(place, 'booted.qcow2');
  if (existsSync(image)) return image;
  await keep(place, async (folder) => {
    await buildDisk(kind, folder, steps);
    await steps.run('installing GRUB in the guest', () => installBootLoader(kind, folder));
    await steps.run('starting it through SeaBIOS and GRUB, saving its state', () => bootOnce(kind, folder));
  });
  for (const name of readdirSync(cache)) if (/^[0-9a-f]{16}$/.test(name) && name !== key) rmSync(join(cache, name), { recursive: true, force: true });
  return image;
}

/** Hash of everything that the image is made from: our files, the suites, the machine's arguments, QEMU's version. */
async function inputsKey({ folder, shape, packages, excluded, diskMiB }: MachineKind): Promise<string> {
  const hash = createHash('sha256');
  for (const top of [HERE, SHARED_OVERLAY, folder]) for (const file of filesBelow(top)) hash.update(`${basename(top)}${file.slice(top.length)}\0`).update(readFileSync(file)).update('\0');
  hash.update(JSON.stringify([DEBIAN_13, packages, excluded, diskMiB, hardware('', shape)])).update(await output('qemu-system-x86_64', ['--version']));
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

async function buildDisk({ title, folder: own, packages, excluded, diskMiB }: MachineKind, folder: string, steps: Steps): Promise<void> {
  const { suite, newerSuite } = DEBIAN_13;
  await buildAsRoot(BUILD, [folder, SHARED_OVERLAY, own, title, packages.join(','), excluded.join(','), String(diskMiB), ROOT_UUID, suite, newerSuite], steps);
  await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', join(folder, 'disk.raw'), join(folder, 'booted.qcow2')]);
  rmSync(join(folder, 'disk.raw'));
}

/** One boot without boot loader, in which the guest installs GRUB with its own tools. */
async function installBootLoader(kind: MachineKind, folder: string): Promise<void> {
  const kernel = { image: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd'), commandLine: `root=UUID=${ROOT_UUID} ${kind.kernelWords}` };
  await withMachine(kind, { disk: join(folder, 'booted.qcow2'), kernel }, async (machine) => {
    await machine.explain('the guest did not start', () => machine.root.waitForBoot(null, BOOT_TIMEOUT_MS));
    await machine.root.read(OLDER_KERNEL_ONCE, BOOT_TIMEOUT_MS);
    void machine.root.run(kind.powerOff).catch(() => undefined);
    await machine.waitUntilOff(BOOT_TIMEOUT_MS);
  });
}

async function bootOnce(kind: MachineKind, folder: string): Promise<void> {
  await withMachine(kind, { disk: join(folder, 'booted.qcow2') }, async (machine) => {
    await machine.explain('the guest did not start', () => kind.booted(machine, BOOT_TIMEOUT_MS));
    await machine.save(BOOTED);
  });
}

async function withMachine({ shape }: MachineKind, options: Parameters<typeof Machine.start>[0], body: (machine: Machine) => Promise<void>): Promise<void> {
  const machine = await Machine.start({ ...options, ...(shape === undefined ? {} : { shape }) });
  try {
    await body(machine);
  } finally {
    await machine.stop();
  }
}

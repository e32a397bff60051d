import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hardware, Machine, type Shape } from '../../../test/vm/machine/machine.ts';
import { keep } from '../image.ts';
import { debianMirror } from '../mirror.ts';
import { lines, output } from '../programs.ts';
import type { Steps } from '../steps.ts';

const HERE = import.meta.dirname;
const OVERLAYS = [join(HERE, '../overlay'), join(HERE, 'overlay')];
const CACHE = join(HERE, '../../../.cache/menu');
const SUITE = 'trixie';
const NEWER_SUITE = 'testing';
const ROOT_UUID = '5a1c0de0-0000-4000-8000-000000000001';
const BOOT_TIMEOUT_MS = 600_000;

/** The machine of a GNOME desktop: the shell and what draws for it want memory, and llvmpipe uses what a processor says that it has (see there). */
export const GNOME_SHAPE: Shape = { processor: 'plain', memoryMiB: 3072 };

/** The snapshot of its image: booted into the older of its two kernels; nobody is logged in to GNOME, nothing of ours is installed. */
export const BOOTED = 'booted';

/** In GRUB's menu: the newest kernel, then a submenu of all, each with its recovery mode. */
const OLDER_KERNEL_ONCE = "grub-install /dev/vda && update-grub && grub-reboot '1>2'";

/** A Debian machine with GNOME whose newer kernel waits for a restart. Made where it is not there yet; never started itself: copied. */
export async function gnomeImage(steps: Steps): Promise<string> {
  const key = await inputsKey();
  const place = join(CACHE, key);
  const image = join(place, 'booted.qcow2');
  if (existsSync(image)) return image;
  mkdirSync(CACHE, { recursive: true });
  await keep(place, async (folder) => {
    await buildRoot(folder, steps);
    await installBootLoader(folder, steps);
    await bootOnce(folder, steps);
  });
  for (const name of readdirSync(CACHE)) if (/^[0-9a-f]{16}$/.test(name) && name !== key) rmSync(join(CACHE, name), { recursive: true, force: true });
  return image;
}

/** Hash of everything that the image is made from: our files, the suites, the machine's arguments, QEMU's version. */
async function inputsKey(): Promise<string> {
  const overlay = OVERLAYS.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  const files = [join(HERE, 'gnome-image.ts'), join(HERE, 'build-root.sh'), ...overlay.map((one) => join(one.parentPath, one.name)).sort()];
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.slice(join(HERE, '..').length)}\0`).update(readFileSync(file)).update('\0');
  hash.update(JSON.stringify(hardware('', GNOME_SHAPE))).update(await output('qemu-system-x86_64', ['--version']));
  return hash.digest('hex').slice(0, 16);
}

async function buildRoot(folder: string, steps: Steps): Promise<void> {
  const mirror = await debianMirror();
  const uid = process.getuid?.() ?? 0;
  const owner = `${uid}:${process.getgid?.() ?? 0}`;
  const words = [join(HERE, 'build-root.sh'), folder, OVERLAYS.join(' '), SUITE, NEWER_SUITE, ROOT_UUID, owner, ...(mirror === null ? [] : [mirror])];
  if (uid !== 0) steps.note('mmdebstrap needs root to install packages into a folder: sudo scripts/guest/gnome/build-root.sh');
  const ends: ReturnType<Steps['begin']>[] = [];
  let outcome: 'failed' | undefined = 'failed';
  try {
    await lines(uid === 0 ? 'sh' : 'sudo', uid === 0 ? words : ['sh', ...words], (line) => {
      if (!line.startsWith('step ')) return;
      ends.pop()?.();
      ends.push(steps.begin(line.slice('step '.length)));
    });
    await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', join(folder, 'disk.raw'), join(folder, 'booted.qcow2')]);
    rmSync(join(folder, 'disk.raw'));
    outcome = undefined;
  } finally {
    ends.pop()?.(outcome);
  }
}

/** One boot without boot loader, in which the guest installs GRUB with its own tools. */
async function installBootLoader(folder: string, steps: Steps): Promise<void> {
  const kernel = { image: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd'), commandLine: `root=UUID=${ROOT_UUID} ro quiet console=ttyS0 no_timer_check` };
  await steps.run('installing GRUB in the guest', () =>
    withMachine(folder, { kernel }, async (machine) => {
      await machine.explain('the guest did not start', () => machine.root.waitForBoot(null, BOOT_TIMEOUT_MS));
      await machine.root.read(OLDER_KERNEL_ONCE, BOOT_TIMEOUT_MS);
      void machine.root.run('systemctl poweroff').catch(() => undefined);
      await machine.waitUntilOff(BOOT_TIMEOUT_MS);
    }),
  );
}

async function bootOnce(folder: string, steps: Steps): Promise<void> {
  await steps.run('starting it through SeaBIOS and GRUB, saving its state', () =>
    withMachine(folder, {}, async (machine) => {
      await machine.waitUntilBooted(null, BOOT_TIMEOUT_MS);
      await machine.save(BOOTED);
    }),
  );
}

async function withMachine(folder: string, options: Pick<Parameters<typeof Machine.start>[0], 'kernel'>, body: (machine: Machine) => Promise<void>): Promise<void> {
  const machine = await Machine.start({ disk: join(folder, 'booted.qcow2'), shape: GNOME_SHAPE, ...options });
  try {
    await body(machine);
  } finally {
    await machine.stop();
  }
}

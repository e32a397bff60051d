import { createHash } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hardware, Machine } from '../../test/vm/machine/machine.ts';
import { debianMirror } from './mirror.ts';
import { lines, output } from './programs.ts';
import { DEBIAN_13, type GuestRelease } from './releases.ts';
import type { Steps } from './steps.ts';

const HERE = import.meta.dirname;
const CACHE = join(HERE, '../../.cache/guest');
const ROOT_UUID = '5a1c0de0-0000-4000-8000-000000000001';
const BOOT_TIMEOUT_MS = 240_000;

/** Where the guest keeps the packages of its newer kernel. */
export const NEWER_KERNEL_PACKAGES = '/var/cache/quick-restart-try';

/** A disk image whose snapshot `booted` is a Debian machine at rest, with a person logged in. Never started itself: copied. */
export interface GuestImage {
  /** Changes with everything that the image is made from. */
  readonly key: string;
  readonly disk: string;
}

/** The guest's image, built where it is not there yet (some minutes, as root for the first half). */
export async function guestImage(steps: Steps, release = DEBIAN_13): Promise<GuestImage> {
  const key = await inputsKey(release);
  const place = join(placeOf(release), key);
  const image = { key, disk: join(place, 'booted.qcow2') };
  if (existsSync(image.disk)) return image;
  await keep(place, async (folder) => {
    await buildRoot(folder, release, steps);
    await installBootLoader(folder, steps);
    await bootOnce(folder, steps);
  });
  forgetOthers(place);
  return image;
}

function placeOf(release: GuestRelease): string {
  return release.suite === DEBIAN_13.suite ? CACHE : join(CACHE, 'releases', release.suite);
}

/** Makes a folder whole or not at all: `build` fills a temporary one, which then takes its place. */
export async function keep(place: string, build: (folder: string) => Promise<void>): Promise<void> {
  const folder = `${place}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    await build(folder);
    rmSync(place, { recursive: true, force: true });
    renameSync(folder, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hash of everything that the image is made from: our files, the suites, the machine's arguments, QEMU's version. */
async function inputsKey({ suite, newerSuite }: GuestRelease): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [join(HERE, 'image.ts'), join(HERE, 'build-root.sh'), ...files(join(HERE, 'overlay'))]) hash.update(`${file.slice(HERE.length)}\0`).update(readFileSync(file)).update('\0');
  hash.update(JSON.stringify([suite, newerSuite, hardware('')])).update(await output('qemu-system-x86_64', ['--version']));
  return hash.digest('hex').slice(0, 16);
}

function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

async function buildRoot(folder: string, { suite, newerSuite }: GuestRelease, steps: Steps): Promise<void> {
  const mirror = await debianMirror();
  const uid = process.getuid?.() ?? 0;
  const owner = `${uid}:${process.getgid?.() ?? 0}`;
  const words = [join(HERE, 'build-root.sh'), folder, join(HERE, 'overlay'), suite, newerSuite, ROOT_UUID, owner, ...(mirror === null ? [] : [mirror])];
  if (uid !== 0) steps.note('mmdebstrap needs root to install packages into a folder: sudo scripts/guest/build-root.sh');
  let end: ReturnType<Steps['begin']> | null = null;
  try {
    await lines(uid === 0 ? 'sh' : 'sudo', uid === 0 ? words : ['sh', ...words], (line) => {
      if (!line.startsWith('step ')) return;
      end?.();
      end = steps.begin(line.slice('step '.length));
    });
  } catch (error) {
    (end as ReturnType<Steps['begin']> | null)?.('failed');
    throw error;
  }
  (end as ReturnType<Steps['begin']> | null)?.();
  await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', join(folder, 'disk.raw'), join(folder, 'booted.qcow2')]);
  rmSync(join(folder, 'disk.raw'));
}

/** One boot without boot loader, in which the guest installs GRUB with its own tools. */
async function installBootLoader(folder: string, steps: Steps): Promise<void> {
  await steps.run('installing GRUB in the guest', async () => {
    const kernel = { image: join(folder, 'vmlinuz'), initrd: join(folder, 'initrd'), commandLine: `root=UUID=${ROOT_UUID} ro quiet console=ttyS0` };
    const machine = await Machine.start({ disk: join(folder, 'booted.qcow2'), kernel });
    try {
      await machine.explain('the guest did not start', () => machine.root.waitForBoot(null, BOOT_TIMEOUT_MS));
      await machine.root.read('grub-install /dev/vda && update-grub', BOOT_TIMEOUT_MS);
      void machine.root.run('systemctl poweroff').catch(() => undefined);
      await machine.waitUntilOff(BOOT_TIMEOUT_MS);
    } finally {
      await machine.stop();
    }
  });
}

/** An emulated start may hang, once in very many: then it is tried once more from the same disk, and what the first said is shown. */
async function bootOnce(folder: string, steps: Steps): Promise<void> {
  const [disk, before] = [join(folder, 'booted.qcow2'), join(folder, 'before.qcow2')];
  copyFileSync(disk, before, constants.COPYFILE_FICLONE);
  const start = (): Promise<void> => steps.run('starting it through SeaBIOS and GRUB, saving its state', () => bootAndSave(folder, disk));
  try {
    await start();
  } catch (error) {
    steps.note(`trying once more; the first start said: ${String(error)}`);
    copyFileSync(before, disk);
    await start();
  }
  rmSync(before);
}

async function bootAndSave(folder: string, disk: string): Promise<void> {
  const machine = await Machine.start({ disk });
  try {
    await machine.waitUntilBooted(null, BOOT_TIMEOUT_MS);
    writeFileSync(join(folder, 'console.log'), machine.serial.lines.map((line) => `${line.text}\n`).join(''));
    await machine.save('booted');
  } finally {
    await machine.stop();
  }
}

/** Images of earlier inputs are of no use any more, and large. */
function forgetOthers(place: string): void {
  for (const name of readdirSync(dirname(place))) {
    const other = join(dirname(place), name);
    if (/^[0-9a-f]{16}$/.test(name) && other !== place) rmSync(other, { recursive: true, force: true });
  }
}

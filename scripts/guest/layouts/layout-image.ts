import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Firmware, hardware, Machine } from '../../../test/vm/machine/machine.ts';
import { keep } from '../image.ts';
import { output } from '../programs.ts';
import type { Steps } from '../steps.ts';
import { uefiFirmware } from './firmware.ts';
import type { Layout } from './layouts.ts';
import { CACHE, layoutRoot, ROOT_MIB, ROOT_UUID, type LayoutRoot } from './layout-root.ts';
import { nextGrub, nextGrubKey } from './next-grub.ts';

const HERE = import.meta.dirname;
const IN_GUEST = join(HERE, 'in-guest');
const BOOT_TIMEOUT_MS = 300_000;

/** The snapshot of a layout's image: booted once through its firmware and boot loader, then changed; nothing of ours is installed. */
export const CHANGED = 'changed';

/** A machine of one layout at rest. Never started itself: copied, its firmware's variables too. */
export interface LayoutImage {
  readonly disk: string;
  /** null for SeaBIOS, which keeps nothing. */
  readonly firmware: Firmware | null;
}

/** The image of a layout, built where it is not there yet; all layouts begin with one root file system. */
export async function layoutImage(layout: Layout, steps: Steps): Promise<LayoutImage> {
  const root = await layoutRoot(steps);
  const place = join(CACHE, `${layout.name}-${key(layout, root)}`);
  if (!existsSync(place)) {
    await keep(place, (folder) => build(layout, root, folder, steps));
    forgetOthers(layout, place);
  }
  return imageIn(layout, place);
}

function imageIn(layout: Layout, folder: string): LayoutImage {
  const firmware = layout.firmware === 'uefi' ? { code: uefiFirmware().code, variables: join(folder, 'variables.qcow2') } : null;
  return { disk: join(folder, 'disk.qcow2'), firmware };
}

function key(layout: Layout, root: LayoutRoot): string {
  const files = [join(HERE, 'layout-image.ts'), ...['set-up', 'change'].map((what) => scriptFile(layout, what)), join(IN_GUEST, 'common.sh')];
  if (layout.firmware === 'uefi') files.push(uefiFirmware().code, uefiFirmware().variables);
  const hash = createHash('sha256').update(JSON.stringify([root.key, layout, hardware('')]));
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  if (layout.nextGrub === true) hash.update(nextGrubKey());
  return hash.digest('hex').slice(0, 16);
}

function scriptFile(layout: Layout, what: string): string {
  return join(IN_GUEST, `${layout.name}-${what}.sh`);
}

function script(layout: Layout, what: string): string {
  return readFileSync(join(IN_GUEST, 'common.sh'), 'utf8') + readFileSync(scriptFile(layout, what), 'utf8');
}

async function build(layout: Layout, root: LayoutRoot, folder: string, steps: Steps): Promise<void> {
  const image = imageIn(layout, folder);
  const grub = layout.nextGrub === true ? await nextGrub(steps) : null;
  await steps.run(`${layout.name}: its disk`, () => makeDisk(layout, root, folder, image));
  await steps.run(`${layout.name}: setting up its boot loader`, () => setUp(layout, root, image, grub));
  await steps.run(`${layout.name}: starting it through firmware and boot loader`, () => startAndChange(layout, image, folder));
}

async function makeDisk(layout: Layout, root: LayoutRoot, folder: string, image: LayoutImage): Promise<void> {
  const raw = join(folder, 'disk.raw');
  const table = join(folder, 'table');
  const source = layout.rootFileSystem === 'btrfs' ? root.btrfs : root.ext4;
  writeFileSync(table, [...layout.table, `start=${layout.rootStartMiB}MiB, type=L`, ''].join('\n'));
  await output('truncate', ['-s', `${layout.rootStartMiB + ROOT_MIB + 1}M`, raw]);
  await output('sh', ['-c', 'sfdisk -q "$0" <"$1"', raw, table]);
  await output('dd', [`if=${source}`, `of=${raw}`, 'bs=1M', `seek=${layout.rootStartMiB}`, 'conv=notrunc,sparse', 'status=none']);
  await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, image.disk]);
  // A machine's state can be saved only where all that it writes to is qcow2.
  if (image.firmware !== null) await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', uefiFirmware().variables, image.firmware.variables]);
  rmSync(raw);
  rmSync(table);
}

/** One boot without boot loader, in which the guest arranges its disk and installs its boot loader with its own tools. */
async function setUp(layout: Layout, root: LayoutRoot, image: LayoutImage, grub: string | null): Promise<void> {
  const kernel = { image: root.kernel, initrd: root.initrd, commandLine: `root=UUID=${ROOT_UUID} rw quiet console=ttyS0 no_timer_check` };
  await withMachine({ ...image, kernel }, async (machine) => {
    await machine.explain('the guest did not start', () => machine.root.waitForBoot(null, BOOT_TIMEOUT_MS));
    if (grub !== null) await machine.root.put('/srv/next-grub.tar.gz', readFileSync(grub));
    await machine.explain('its set-up failed', () => machine.root.read(script(layout, 'set-up'), BOOT_TIMEOUT_MS));
    void machine.root.run('systemctl poweroff').catch(() => undefined);
    await machine.waitUntilOff(BOOT_TIMEOUT_MS);
  });
}

async function startAndChange(layout: Layout, image: LayoutImage, folder: string): Promise<void> {
  await withMachine(image, async (machine) => {
    await machine.waitUntilBooted(null, BOOT_TIMEOUT_MS);
    writeFileSync(join(folder, 'console.log'), machine.serial.lines.map((line) => `${line.text}\n`).join(''));
    await machine.explain('its change failed', () => machine.root.read(script(layout, 'change'), BOOT_TIMEOUT_MS));
    await machine.save(CHANGED);
  });
}

async function withMachine(options: LayoutImage & Pick<Parameters<typeof Machine.start>[0], 'kernel'>, body: (machine: Machine) => Promise<void>): Promise<void> {
  const machine = await Machine.start(options);
  try {
    await body(machine);
  } finally {
    await machine.stop();
  }
}

/** Images of earlier inputs are of no use any more, and large. */
function forgetOthers(layout: Layout, place: string): void {
  for (const name of readdirSync(CACHE)) {
    const isOther = name.startsWith(`${layout.name}-`) && /^[0-9a-f]{16}$/.test(name.slice(layout.name.length + 1)) && join(CACHE, name) !== place;
    if (isOther) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../../../scripts/guest/image.ts';
import { debianMirror } from '../../../scripts/guest/mirror.ts';
import { output } from '../../../scripts/guest/programs.ts';
import { type Steps, stepsTo } from '../../../scripts/guest/steps.ts';
import type { Machine } from '../machine/machine.ts';
import { CACHE, type ProviderImage, type ProviderMachine, startProvider } from './provider.ts';

const CHECKOUT = join(import.meta.dirname, '../../..');
const BUILD = join(CHECKOUT, 'scripts/guest/chain/build-root.sh');
const AGENT = join(CHECKOUT, 'scripts/guest/overlay/usr/local/libexec/quick-restart-try/agent');
const SUITE = 'trixie';
const PROGRAM = '/usr/lib/quick-restart';

/** A Debian with sysvinit and, to choose, busybox's init; made where it is not there yet (some minutes, as root). Its own kernel is of the provider's version. */
export async function plainImage(steps: Steps): Promise<ProviderImage> {
  const key = createHash('sha256').update(readFileSync(BUILD)).update(readFileSync(AGENT)).update(SUITE).digest('hex').slice(0, 12);
  const place = join(CACHE, `plain-${key}`);
  if (!existsSync(place)) {
    mkdirSync(CACHE, { recursive: true });
    await keep(place, (folder) => steps.run('installing a Debian without systemd', () => build(folder)));
    for (const name of readdirSync(CACHE)) if (/^plain-[0-9a-f]{12}$/.test(name) && join(CACHE, name) !== place) rmSync(join(CACHE, name), { recursive: true, force: true });
  }
  return { disk: join(place, 'disk.qcow2'), kernel: { image: join(place, 'vmlinuz'), initrd: join(place, 'initrd') }, root: '/dev/vda' };
}

async function build(folder: string): Promise<void> {
  const mirror = await debianMirror();
  const uid = process.getuid?.() ?? 0;
  const words = [BUILD, folder, AGENT, SUITE, `${uid}:${process.getgid?.() ?? 0}`, ...(mirror === null ? [] : [mirror])];
  await output(uid === 0 ? 'sh' : 'sudo', uid === 0 ? words : ['sh', ...words]);
  await output('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', join(folder, 'disk.raw'), join(folder, 'disk.qcow2')]);
  rmSync(join(folder, 'disk.raw'));
}

/** That machine for the first time, up, with the program of this checkout and a configuration that is on. */
export async function startPlain(): Promise<ProviderMachine> {
  const steps = stepsTo((text) => void process.stdout.write(text));
  const provider = await startProvider(await plainImage(steps));
  try {
    await steps.run('starting it under the provider’s kernel', () => provider.machine.explain('no start', () => provider.machine.root.waitForBoot(null, 420_000)));
    await install(provider.machine);
    return provider;
  } catch (error) {
    await provider.remove();
    throw error;
  }
}

async function install({ root }: Machine): Promise<void> {
  await root.read(`mkdir -p ${PROGRAM}/chainload.d /etc/quick-restart /var/lib/quick-restart`);
  for (const name of ['chainload', 'chainload-init', 'chainload.init']) await root.put(`${PROGRAM}/${name}`, readFileSync(join(CHECKOUT, 'chainload', name)), '755');
  for (const part of readdirSync(join(CHECKOUT, 'chainload/chainload.d'))) await root.put(`${PROGRAM}/chainload.d/${part}`, readFileSync(join(CHECKOUT, 'chainload/chainload.d', part)));
  await root.read(`kernel=$(ls /boot/vmlinuz-*); printf '%s\\n' enabled=yes delay=2 "a.kernel=$kernel" "a.initrd=/boot/initrd.img-\${kernel#/boot/vmlinuz-}" a.reuse=yes a.append=own=1 >/etc/quick-restart/chainload.conf; sync`);
}

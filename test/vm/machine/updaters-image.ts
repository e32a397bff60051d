import { after, before } from 'node:test';
import { guestImage, NEWER_KERNEL_PACKAGES } from '../../../scripts/guest/image.ts';
import { type Steps, stepsTo } from '../../../scripts/guest/steps.ts';
import { builtPackage, installPackage } from '../../../scripts/try/guest-packages.ts';
import type { Machine } from './machine.ts';
import { packagesImage } from './packages-image.ts';
import { startCopy, type WorkingCopy } from './working-copy.ts';

/** The snapshot that `startWithUpdaters` leaves: our package is installed, an upgrade of the kernel waits in a local archive. */
export const WAITING = 'waiting';

const NAME = 'updaters';
/** Who installs kernels on a desktop and on a server, and who says afterwards what is to be restarted. */
const PACKAGES = 'packagekit packagekit-tools unattended-upgrades needrestart';

/** Shell lines that make an archive of the guest's own from the packages in `folder`, a flat one (sources.list(5)), and tell apt of it. */
export function archiveOf(folder: string): string {
  return `
set -eu
cd ${folder}
for file in *.deb; do
  dpkg-deb -f "$file"
  printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' "$file" "$(stat -c %s "$file")" "$(sha256sum "$file" | cut -d' ' -f1)"
done >Packages
{
  printf 'Origin: Newer\\nLabel: Newer\\nSuite: newer\\nCodename: newer\\nDate: %s\\nSHA256:\\n' "$(date -Ru)"
  printf ' %s %s Packages\\n' "$(sha256sum Packages | cut -d' ' -f1)" "$(stat -c %s Packages)"
} >Release
echo 'deb [trusted=yes] file:${folder} ./' >>/etc/apt/sources.list
apt-get -q update
`;
}

/** unattended-upgrades may take all that is in it. apt does not run needrestart, which takes minutes on an emulated processor: our own unit runs it. */
const SETTINGS = `
cat >/etc/apt/apt.conf.d/90quick-restart-try <<'CONF'
#clear Unattended-Upgrade::Origins-Pattern;
Unattended-Upgrade::Origins-Pattern { "origin=Newer"; };
CONF
rm -f /etc/apt/apt.conf.d/99needrestart /etc/dpkg/dpkg.cfg.d/needrestart
`;
const ARCHIVE_TIMEOUT_MS = 300_000;

/** Starts such a machine before the tests of the suite that calls this, hands it to `use`, and removes it after them. */
export function withUpdaters(use: (machine: Machine) => void): void {
  let copy: WorkingCopy;
  before(async () => {
    copy = await startWithUpdaters();
    use(copy.machine);
  });
  after(() => copy.remove());
}

/** A machine with PackageKit, unattended-upgrades, needrestart and our package of this checkout, saved as `waiting`. */
export async function startWithUpdaters(): Promise<WorkingCopy> {
  const steps = stepsTo((text) => void process.stdout.write(text));
  const deb = await steps.run('building our package', builtPackage);
  const copy = await startCopy(await updatersImage(steps), NAME);
  try {
    await steps.run('an archive with the newer kernel', () => copy.machine.root.read(`${archiveOf(NEWER_KERNEL_PACKAGES)}${SETTINGS}`, ARCHIVE_TIMEOUT_MS));
    await steps.run('installing our package in the guest', () => installPackage(copy.machine, deb));
    await copy.machine.person.read('quick-restart status');
    await copy.machine.save(WAITING);
    return copy;
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

async function updatersImage(steps: Steps): Promise<string> {
  const { disk } = await guestImage(steps);
  return packagesImage({ name: NAME, packages: PACKAGES }, { disk, snapshot: 'booted' }, steps);
}

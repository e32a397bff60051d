import type { GuestRelease } from '../../scripts/guest/releases.ts';
import { stepsTo } from '../../scripts/guest/steps.ts';
import { packagesImage } from '../vm/machine/packages-image.ts';
import { archiveOf } from '../vm/machine/updaters-image.ts';
import { startInstalledOn, UPGRADED, upgradedImage } from '../vm/machine/upgraded-image.ts';
import type { WorkingCopy } from '../vm/machine/working-copy.ts';

/** Who updates a server by night, and a desktop between two restarts. PackageKit's tool is pkcon(1) up to 1.3, and pkgcli(1), in its own package, from 1.4. */
const packagesOf = ({ suite }: GuestRelease): string => `packagekit${suite === 'forky' ? '' : ' packagekit-tools'} unattended-upgrades`;

/** A machine like that of `startInstalled`, with the real unattended-upgrades and PackageKit. */
export async function startUpdaters(release: GuestRelease): Promise<WorkingCopy> {
  const steps = stepsTo((text) => void process.stdout.write(text));
  const disk = await upgradedImage(steps, release);
  const name = 'nightly';
  return startInstalledOn({ disk: await packagesImage({ name, packages: packagesOf(release), suite: release.suite }, { disk, snapshot: UPGRADED }, steps), snapshot: name }, steps);
}

/**
 * As root: an update waits in an archive of the machine's own, whose installation does what that of Debian's kernels does: it runs the
 * hooks of kernels with the newest one, so that its initrd and GRUB's menu are made anew, and a restart is due.
 */
export const UPDATE_WAITS = updateWaits(`newest=$(ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V | tail -n 1)
DPKG_MAINTSCRIPT_PACKAGE=linux-image-$newest DEB_MAINT_PARAMS="$*" run-parts --report --exit-on-error --arg=$newest --arg=/boot/vmlinuz-$newest /etc/kernel/postinst.d`);

/** The same with one that only makes a restart due: it takes an emulated processor a tenth of the time. */
export const EFFORTLESS_UPDATE_WAITS = updateWaits('touch /run/reboot-required');

function updateWaits(postinst: string): string {
  return `
set -eu
mkdir -p /srv/update /srv/update-1 /tmp/update/DEBIAN
cat >/tmp/update/DEBIAN/postinst <<'POSTINST'
#!/bin/sh
set -e
${postinst}
POSTINST
chmod 755 /tmp/update/DEBIAN/postinst
build() {
  printf '%s\\n' 'Package: kernel-hooks' "Version: $1" 'Architecture: all' 'Maintainer: nobody <nobody@localhost>' 'Description: does what a kernel does when it is installed' >/tmp/update/DEBIAN/control
  dpkg-deb -Znone -b /tmp/update "$2"
}
build 1.0 /srv/update-1/kernel-hooks.deb
build 2.0 /srv/update/kernel-hooks.deb
dpkg --unpack /srv/update-1/kernel-hooks.deb
printf '#!/bin/sh\\n' >/var/lib/dpkg/info/kernel-hooks.postinst
dpkg --configure kernel-hooks
${archiveOf('/srv/update')}
`;
}

/** As root: unattended-upgrades takes that update, and then restarts the machine. */
export const RESTARTS_BY_NIGHT = `
cat >/etc/apt/apt.conf.d/90quick-restart-try <<'CONF'
#clear Unattended-Upgrade::Origins-Pattern;
Unattended-Upgrade::Origins-Pattern { "origin=Newer"; };
Unattended-Upgrade::Automatic-Reboot "true";
CONF
`;

/**
 * As root: PackageKit has downloaded that update, and installs it at the next restart. apt has told it that the archive has changed, and what it
 * prepares it takes back when it gets to that; so it starts anew, as it does on every machine some minutes later.
 */
export const UPDATES_OFFLINE = `
systemctl stop packagekit.service
if command -v pkgcli; then
  pkgcli -y offline-update prepare
else
  pkcon -y -p update --only-download kernel-hooks
  pkcon -y -p offline-trigger
fi
sleep 5
readlink /system-update
`;

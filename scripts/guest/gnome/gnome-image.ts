import type { Shape } from '../../../test/vm/machine/machine.ts';
import { machineImage, type MachineKind } from '../machines/machine-image.ts';
import type { Steps } from '../steps.ts';

export { BOOTED } from '../machines/machine-image.ts';

/** The machine of a GNOME desktop: the shell and what draws for it want memory, and llvmpipe uses what a processor says that it has (see there). */
export const GNOME_SHAPE: Shape = { processor: 'plain', memoryMiB: 3072 };

const SYSTEM = ['systemd', 'systemd-sysv', 'libpam-systemd', 'dbus-user-session', 'kbd'];
/** The session, what draws without a graphics card, and what it looks like. */
const DESKTOP = [
  ...['gnome-session', 'gnome-shell', 'xwayland', 'libgl1-mesa-dri', 'libegl-mesa0', 'libglx-mesa0', 'adwaita-icon-theme', 'fonts-cantarell', 'fonts-dejavu-core'],
  ...['gsettings-desktop-schemas', 'dconf-service', 'dconf-gsettings-backend', 'libglib2.0-bin'],
];
/** What our own packages depend on. */
const OURS = ['libgtk-3-0t64', 'libnss3', 'libasound2t64', 'libgbm1', 'libnotify4', 'libxss1', 'libxtst6', 'libatspi2.0-0t64', 'libuuid1', 'libsecret-1-0', 'xdg-utils'];

const GNOME: MachineKind = {
  title: 'GNOME',
  folder: import.meta.dirname,
  cache: 'menu',
  packages: [...SYSTEM, ...DESKTOP, ...OURS],
  excluded: ['/usr/share/help/*', '/usr/share/backgrounds/*'],
  diskMiB: 4096,
  shape: GNOME_SHAPE,
  kernelWords: 'ro quiet console=ttyS0 no_timer_check',
  powerOff: 'systemctl poweroff',
  booted: (machine, timeoutMs) => machine.waitUntilBooted(null, timeoutMs),
};

/** A Debian machine with GNOME whose newer kernel waits for a restart; nobody is logged in to GNOME. */
export function gnomeImage(steps: Steps): Promise<string> {
  return machineImage(GNOME, steps);
}

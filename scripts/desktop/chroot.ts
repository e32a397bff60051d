import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { debianMirror } from '../guest/mirror.ts';
import { output } from '../guest/programs.ts';

const CACHE = join(import.meta.dirname, '../../.cache/desktop');
const SUITE = 'trixie';

const PACKAGES: readonly string[] = [
  // The session: GNOME Shell with the extension that shows tray icons, and what draws without a graphics card.
  ...['dbus', 'gnome-shell', 'gnome-session-bin', 'gnome-session-common', 'gnome-shell-extension-appindicator', 'xwayland', 'libgl1-mesa-dri', 'libegl-mesa0', 'libglx-mesa0'],
  // What it looks like and what tells programs so: themes, fonts, the settings portal.
  ...['adwaita-icon-theme', 'fonts-cantarell', 'fonts-dejavu-core', 'xdg-desktop-portal', 'xdg-desktop-portal-gtk', 'gsettings-desktop-schemas', 'dconf-service', 'dconf-gsettings-backend'],
  // The system around it: bus policies of logind and polkit, their stand-ins, busctl, and node for the helper.
  ...['systemd', 'polkitd', 'python3-dbusmock', 'python3-gi', 'nodejs', 'libglib2.0-bin', 'util-linux', 'procps'],
  // What Electron needs.
  ...['libnss3', 'libgtk-3-0t64', 'libasound2t64', 'libgbm1', 'libxss1', 'libxtst6', 'libnotify4', 'libxkbfile1'],
];

const OPTIONS: readonly string[] = [
  '--variant=minbase',
  '--components=main',
  '--aptopt=Acquire::Languages "none"',
  ...['doc', 'man', 'locale', 'help', 'gtk-doc', 'backgrounds'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
  '--customize-hook=chroot "$1" useradd --create-home --uid 1000 --shell /bin/sh person',
  '--customize-hook=rm -rf "$1"/var/cache/apt/*.bin "$1"/var/lib/apt/lists/*_Packages',
];

/** The archive of a Debian 13 with GNOME Shell, made where it is not there yet (two minutes). Its name stands for what it is made of. */
export async function desktopArchive(): Promise<string> {
  const what = [...OPTIONS, `--include=${PACKAGES.join(',')}`];
  const key = createHash('sha256').update(JSON.stringify([SUITE, what])).digest('hex').slice(0, 12);
  const archive = join(CACHE, key, 'root.tar');
  if (existsSync(archive)) return archive;
  console.error(`set-up: making a Debian ${SUITE} with GNOME Shell for the desktop tests (two minutes or so, once)`);
  mkdirSync(join(CACHE, key), { recursive: true });
  for (const name of readdirSync(CACHE)) if (/^[0-9a-f]{12}$/.test(name) && name !== key) rmSync(join(CACHE, name), { recursive: true });
  const mirror = await debianMirror();
  const unfinished = join(CACHE, key, `${process.pid}.tar`);
  try {
    await output('mmdebstrap', ['--quiet', '--format=tar', ...what, SUITE, unfinished, ...(mirror === null ? [] : [mirror])]);
    renameSync(unfinished, archive);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return archive;
}

if (import.meta.main) console.log(await desktopArchive());

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { debianMirror } from '../guest/mirror.ts';
import { output } from '../guest/programs.ts';

const CACHE = join(import.meta.dirname, '../../.cache/desktop');

/** A release of Debian by its name in the archive: trixie has GNOME Shell 48, forky (testing, while 13 is stable) 50. */
export type DesktopRelease = keyof typeof OPTIONS_OF;

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

/** What only testing needs: a mirror that stands still has a Release file of it that says it has expired. */
const OPTIONS_OF = { trixie: [], forky: ['--aptopt=Acquire::Check-Valid-Until "false"'] } as const;

/** The archive of a Debian with GNOME Shell, made where it is not there yet (two minutes). Its name stands for what it is made of. */
export async function desktopArchive(release: DesktopRelease): Promise<string> {
  const what = [...OPTIONS, ...OPTIONS_OF[release], `--include=${PACKAGES.join(',')}`];
  const key = createHash('sha256').update(JSON.stringify([release, what])).digest('hex').slice(0, 12);
  const folder = join(CACHE, `${release}-${key}`);
  const archive = join(folder, 'root.tar');
  if (existsSync(archive)) return archive;
  console.error(`set-up: making a Debian ${release} with GNOME Shell for the desktop tests (two minutes or so, once)`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(CACHE)) if (name.startsWith(`${release}-`) && name !== basename(folder)) rmSync(join(CACHE, name), { recursive: true });
  const mirror = await debianMirror();
  const unfinished = join(folder, `${process.pid}.tar`);
  try {
    await output('mmdebstrap', ['--quiet', '--format=tar', ...what, release, unfinished, ...(mirror === null ? [] : [mirror])]);
    renameSync(unfinished, archive);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return archive;
}

/** Throws where there is no such release. */
export function releaseNamed(name: string): DesktopRelease {
  if (!isRelease(name)) throw new Error(`there is no desktop of ${name}, only of ${Object.keys(OPTIONS_OF).join(' and ')}`);
  return name;
}

function isRelease(name: string): name is DesktopRelease {
  return Object.hasOwn(OPTIONS_OF, name);
}

if (import.meta.main) console.log(await desktopArchive(releaseNamed(process.argv[2] ?? 'trixie')));

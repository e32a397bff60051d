import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { debianMirror } from '../guest/mirror.ts';
import { output } from '../guest/programs.ts';

const CACHE = join(import.meta.dirname, '../../.cache/desktop');

/** A release of Debian by its name in the archive: trixie has GNOME Shell 48, forky (testing, while 13 is stable) 50. */
export type DesktopRelease = keyof typeof OPTIONS_OF;

/** What is in it: GNOME Shell with our app's needs, or the session managers of the other desktops. */
export type DesktopSet = keyof typeof PACKAGES;

/** The system around a desktop: bus policies of logind and polkit, their stand-ins, busctl, and node for our programs. */
const SYSTEM: readonly string[] = ['systemd', 'polkitd', 'python3-dbusmock', 'python3-gi', 'nodejs', 'libglib2.0-bin', 'util-linux', 'procps'];

const PACKAGES = {
  gnome: [
    // The session: GNOME Shell with the extension that shows tray icons, and what draws without a graphics card.
    ...['dbus', 'gnome-shell', 'gnome-session-bin', 'gnome-session-common', 'gnome-shell-extension-appindicator', 'xwayland', 'libgl1-mesa-dri', 'libegl-mesa0', 'libglx-mesa0'],
    // What it looks like and what tells programs so: themes, fonts, the settings portal.
    ...['adwaita-icon-theme', 'fonts-cantarell', 'fonts-dejavu-core', 'xdg-desktop-portal', 'xdg-desktop-portal-gtk', 'gsettings-desktop-schemas', 'dconf-service', 'dconf-gsettings-backend'],
    ...SYSTEM,
    // What Electron needs.
    ...['libnss3', 'libgtk-3-0t64', 'libasound2t64', 'libgbm1', 'libxss1', 'libxtst6', 'libnotify4', 'libxkbfile1'],
  ],
  sessions: [
    ...['dbus', 'xfce4-session', 'mate-session-manager', 'lxqt-session', 'cinnamon-session', 'plasma-workspace'],
    // What cinnamon-session does not start without.
    'cinnamon-settings-daemon',
    // An X server without a screen, a window manager, a hand, iceauth for X's session protocol, and what GTK programs need.
    ...['xvfb', 'openbox', 'xdotool', 'x11-utils', 'x11-xserver-utils', 'gir1.2-gtk-3.0', 'fonts-dejavu-core', 'adwaita-icon-theme', 'gsettings-desktop-schemas', 'dconf-gsettings-backend'],
    ...SYSTEM,
  ],
};

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

/** Pictures that nobody looks at. */
const OPTIONS_FOR = { gnome: [], sessions: ['wallpapers', 'icons/breeze', 'icons/breeze-dark'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`) };

/** The archive of a Debian with desktops, made where it is not there yet (two or three minutes). Its name stands for what it is made of. */
export async function desktopArchive(release: DesktopRelease, set: DesktopSet = 'gnome'): Promise<string> {
  const what = [...OPTIONS, ...OPTIONS_OF[release], ...OPTIONS_FOR[set], `--include=${PACKAGES[set].join(',')}`];
  const key = createHash('sha256').update(JSON.stringify([release, what])).digest('hex').slice(0, 12);
  const kind = set === 'gnome' ? release : `${set}-${release}`;
  const folder = join(CACHE, `${kind}-${key}`);
  const archive = join(folder, 'root.tar');
  if (existsSync(archive)) return archive;
  console.error(`set-up: making a Debian ${release} for the desktop tests, set ${set} (two or three minutes, once)`);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(CACHE)) if (name.startsWith(`${kind}-`) && name !== basename(folder)) rmSync(join(CACHE, name), { recursive: true });
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

if (import.meta.main) console.log(await desktopArchive(releaseNamed(process.argv[2] ?? 'trixie'), process.argv[3] === 'sessions' ? 'sessions' : 'gnome'));

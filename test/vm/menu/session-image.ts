import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BOOTED, GNOME_SHAPE, gnomeImage } from '../../../scripts/guest/gnome/gnome-image.ts';
import type { Steps } from '../../../scripts/guest/steps.ts';
import { builtPackage } from '../../../scripts/try/guest-packages.ts';
import { GnomeShell, type ShellHost } from '../../desktop/support/gnome-shell.ts';
import type { Machine } from '../machine/machine.ts';
import { installBoth, trayPackageBeside } from '../machine/our-packages.ts';
import { startCopy } from '../machine/working-copy.ts';

/** The snapshot of its image: somebody is logged in to GNOME, and the shell shows an empty desktop. */
export const SESSION = 'session';

/** Our extension, as GNOME names it. */
export const EXTENSION = 'quick-restart@quickrestart1.org';

/** Pictures of the screen, when a test has ended. */
export const OUT = join(import.meta.dirname, '../../../.cache/menu/out');

const LOGIN_TIMEOUT_MS = 900_000;
/** An emulated processor that others use, too. */
const PATIENCE = 20;

/**
 * What the person has set: the extension is on, our app does not start by itself, the screen is not locked, nothing moves, and nothing
 * is put to sleep.
 */
const SETTINGS = `
set -eu
gsettings set org.gnome.shell enabled-extensions "['${EXTENSION}']"
gsettings set org.gnome.shell welcome-dialog-last-shown-version 999
gsettings set org.gnome.desktop.interface enable-animations false
gsettings set org.gnome.desktop.session idle-delay 0
gsettings set org.gnome.settings-daemon.plugins.power sleep-inactive-ac-type nothing
gsettings set org.gnome.desktop.background picture-options none
mkdir -p "$HOME/.config/autostart"
printf '[Desktop Entry]\\nType=Application\\nName=Quick Restart\\nHidden=true\\n' >"$HOME/.config/autostart/org.quickrestart1.Tray.desktop"
`;

/** The shell of a machine, as its person reaches it. */
export function shellOf(machine: Machine): ShellHost {
  return { out: OUT, patience: PATIENCE, run: (_who, argv) => machine.person.read(argv.map(quoted).join(' ')) };
}

/** A word as a shell reads it. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A machine with GNOME and our packages of this checkout, and somebody logged in; its snapshot `SESSION`. Made where it is not there yet. */
export async function sessionImage(steps: Steps): Promise<string> {
  const deb = await steps.run('building our packages', builtPackage);
  const base = await gnomeImage(steps);
  const folder = dirname(base);
  const image = join(folder, `session-${inputsKey(deb)}.qcow2`);
  if (existsSync(image)) return image;
  for (const other of readdirSync(folder)) if (other.startsWith('session-')) rmSync(join(folder, other));
  const copy = await startCopy(base, BOOTED, { shape: GNOME_SHAPE });
  try {
    await steps.run('installing our packages in the guest', () => installBoth(copy.machine, deb));
    await steps.run('logging in to GNOME', () => copy.machine.explain('nobody could log in', () => logIn(copy.machine)));
    await copy.machine.save(SESSION);
    await copy.machine.stop();
    renameSync(copy.disk, image);
    return image;
  } finally {
    await copy.remove();
  }
}

/** Changes with what is installed and how somebody logs in. */
function inputsKey(deb: string): string {
  const hash = createHash('sha256');
  for (const file of [deb, trayPackageBeside(deb), join(import.meta.dirname, 'session-image.ts')]) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 12);
}

async function logIn(machine: Machine): Promise<void> {
  const { root, person } = machine;
  mkdirSync(OUT, { recursive: true });
  await root.read('mkdir -m 1777 /out');
  await person.read(SETTINGS);
  await root.read('systemctl start quick-restart-try-desktop.service');
  try {
    await person.read('gdbus wait --session --timeout 840 org.gnome.Shell', LOGIN_TIMEOUT_MS);
    await GnomeShell.of(shellOf(machine));
    await person.read('until [ "$(busctl --user --json=short call org.gnome.SessionManager /org/gnome/SessionManager org.gnome.SessionManager IsSessionRunning | tr -dc a-z)" = typebdatatrue ]; do sleep 1; done', LOGIN_TIMEOUT_MS);
  } catch (error) {
    const said = await root.read('journalctl -b -o short-monotonic --no-pager | tail -n 200').catch(String);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n--- the journal ---\n${said}`, { cause: error });
  }
}

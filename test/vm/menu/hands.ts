import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { promisedBy } from '../../../scripts/try/proofs.ts';
import { GnomeShell } from '../../desktop/support/gnome-shell.ts';
import { choose, DIALOG, dialogSays, openPowerMenu, POWER_MENU, restartReads } from '../../desktop/support/power-menu.ts';
import type { Machine } from '../machine/machine.ts';
import { OUT, shellOf } from './session-image.ts';

/**
 * An emulated processor may draw a dialog for longer than the minute after which it restarts by itself: here it waits for the person. Nor does
 * it darken the screen by a shader, which it computes for every point anew.
 */
const UNHURRIED = `(() => {
  ${DIALOG}._startTimer = function () { this._secondsLeft = this._totalSecondsToStayOpen; };
  ${DIALOG}._lightbox._radialEffect = false;
  ${DIALOG}._lightbox.clear_effects();
  ${DIALOG}._lightbox.set({ opacity: 0, style_class: 'lightbox' });
})()`;

/** The hands of the person who sits at the machine. */
export async function sitDown(machine: Machine): Promise<GnomeShell> {
  const shell = await GnomeShell.of(shellOf(machine));
  await shell.evaluate(UNHURRIED);
  return shell;
}

/** What `quick-restart plan --json` says. */
export type Plan = Parameters<typeof promisedBy>[0];

export async function planned({ person }: Machine): Promise<Plan> {
  return JSON.parse(await person.read('quick-restart plan --json')) as Plan;
}

/** Holds Shift in the power menu, chooses Quick Restart…, and waits for the dialog that says which kernel comes; `look` is called where there is something to see. */
export async function askForQuickRestart(shell: GnomeShell, plan: Plan, look: (name: 'menu' | 'dialog') => Promise<void> = () => Promise.resolve()): Promise<void> {
  const release = plan.entry?.kernelRelease ?? '';
  await openPowerMenu(shell);
  await restartReads(shell, 'Restart…');
  await shell.settled(`!${POWER_MENU}._getMenuItems().find((item) => item.label?.text === 'Restart…').visible`, 'our own item', 30_000);
  await shell.hold('shift');
  await restartReads(shell, 'Quick Restart…');
  await look('menu');
  await choose(shell, 'Quick Restart…');
  await shell.release('shift');
  await dialogSays(shell, new RegExp(`The next restart is a quick one, into ${release.replaceAll(/[.+]/g, String.raw`\$&`)}\\.`));
  await look('dialog');
}

/** A picture of the screen, in .cache/menu/out. */
export async function picture(machine: Machine, shell: GnomeShell, name: string): Promise<void> {
  await shell.picture(name);
  writeFileSync(join(OUT, `${name}.png`), Buffer.from(await machine.person.read(`base64 -w0 /out/${name}.png`), 'base64'));
}

/** Adds to an error what the person's programs, helper, logind and polkit wrote, before a restart too. */
export async function explained<T>(machine: Machine, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    const units = ['systemd-logind', 'polkit', 'quick-restartd', 'quick-restart-every', 'quick-restart-jump'].map((name) => `+ _SYSTEMD_UNIT=${name}.service`);
    const said = await machine.root.read(`journalctl -o short-monotonic --no-pager _UID=1000 ${units.join(' ')} | tail -n 120`).catch(String);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n--- the journal ---\n${said}`, { cause: error });
  }
}

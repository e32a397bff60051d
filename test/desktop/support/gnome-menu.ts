import type { Desktop } from './desktop.ts';
import type { GnomeShell } from './gnome-shell.ts';
import { choose, DIALOG, dialogSays, POWER_MENU, SYSTEM_MENU } from './power-menu.ts';

export const EXTENSION = 'quick-restart@quickrestart1.org';
/** The power menu as GNOME has it. */
export const ORDINARY = ['Suspend', 'Restart…', 'Power Off…', 'Log Out…'];
/** Our item stands in the menu: the shell's own is hidden. */
export const OURS = `!${POWER_MENU}._getMenuItems().find((item) => item.label?.text === 'Restart…').visible`;

/** Chooses with Shift held, and gives what the dialog says. */
export async function chooseWithShift(shell: GnomeShell, text: string, says: RegExp): Promise<string> {
  await shell.hold('shift');
  await choose(shell, text);
  await shell.release('shift');
  return dialogSays(shell, says);
}

/** Closes the dialog by the keyboard. */
export async function cancel(shell: GnomeShell): Promise<void> {
  await shell.press('escape');
  await shell.settled(`${DIALOG}.state === 1`, 'no dialog');
}

/** Every-restart mode. */
export async function modeOf(desktop: Desktop): Promise<string> {
  return (JSON.parse(await desktop.shell('quick-restart every-restart status --json')) as { readonly mode: string }).mode;
}

/** What an extension could leave behind: every item and icon, with names, styles and visibility, and the parts of the dialog, which shows other things each time. */
export async function shape(shell: GnomeShell): Promise<string> {
  const look = '(function look(actor) { return [actor.constructor.name, actor.name ?? "", actor.style_class ?? "", actor.visible, actor.text ?? "", actor.icon_name ?? actor.get_children().map(look)]; })';
  const parts = `${DIALOG}.contentLayout.get_children().map((part) => part.constructor.name)`;
  return shell.evaluate(`JSON.stringify([[${POWER_MENU}.box, ${SYSTEM_MENU}._indicators, ${POWER_MENU}.sourceActor].map(${look}), ${parts}])`);
}

import type { GnomeShell, Key } from './gnome-shell.ts';

/** The system menu in the panel, the power menu in it, and GNOME's dialog before a restart, as JavaScript in the shell. */
export const SYSTEM_MENU = 'Main.panel.statusArea.quickSettings';
export const POWER_MENU = `${SYSTEM_MENU}._system._systemItem.menu`;
export const DIALOG = 'Main.endSessionDialog';

/** What a person reads in the power menu, in order; what is greyed stands in brackets, and separators are left out. */
export function powerItems(shell: GnomeShell): Promise<readonly string[]> {
  return shell.evaluate(`${POWER_MENU}._getMenuItems().filter((item) => item.visible && (item.label_actor?.text ?? '') !== '').map((item) => item.reactive ? item.label_actor.text : '(' + item.accessible_name + ')')`);
}

/** Opens the power menu with the pointer. */
export async function openPowerMenu(shell: GnomeShell): Promise<void> {
  await shell.clickActor(SYSTEM_MENU);
  await shell.settled(`${SYSTEM_MENU}.menu.isOpen`, 'the system menu');
  await shell.clickActor(`${POWER_MENU}.sourceActor`);
  await shell.settled(`${POWER_MENU}.isOpen && ${POWER_MENU}.actor.mapped`, 'the power menu');
}

export async function closePowerMenu(shell: GnomeShell): Promise<void> {
  await shell.evaluate('Main.panel.closeQuickSettings()');
  await shell.settled(`!${POWER_MENU}.isOpen && !${SYSTEM_MENU}.menu.isOpen`, 'no menu');
}

/** Waits until the second item, which restarts, reads so. */
export async function restartReads(shell: GnomeShell, text: string): Promise<void> {
  let items: readonly string[] = [];
  await shell.until(async () => (items = await powerItems(shell)).includes(text), `an item “${text}”`, 15_000).catch((error: unknown) => {
    throw new Error(`${String(error)}; there were ${items.join(', ')}`);
  });
}

/** Clicks on the item with this text. */
export async function choose(shell: GnomeShell, text: string): Promise<void> {
  await restartReads(shell, text);
  await shell.clickActor(`${POWER_MENU}._getMenuItems().find((item) => item.visible && item.label_actor?.text === ${JSON.stringify(text)})`);
}

/** Waits until the item with this text has the keyboard, going down through the menu. */
export async function goDownTo(shell: GnomeShell, text: string, key: Key = 'down'): Promise<void> {
  for (let pressed = 0; pressed < 8; pressed += 1) {
    if ((await shell.evaluate<string>("global.stage.key_focus?.label_actor?.text ?? ''")) === text) return;
    await shell.press(key);
  }
  throw new Error(`the keyboard does not come to “${text}”; it is at ${await shell.evaluate<string>('String(global.stage.key_focus)')}`);
}

/** Waits for the dialog, and gives all that it says. */
export async function dialogSays(shell: GnomeShell, wanted: RegExp): Promise<string> {
  const texts = `(function texts(actor) { return actor.visible ? [...(actor.text && !actor.get_n_children() ? [actor.text] : []), ...actor.get_children().flatMap(texts)] : []; })(${DIALOG}.dialogLayout).join(' | ')`;
  let said = '';
  await shell.until(async () => wanted.test((said = await shell.evaluate<boolean>(`${DIALOG}.state === 0`) ? await shell.evaluate<string>(texts) : 'no dialog')), `a dialog that says ${String(wanted)}`, 20_000).catch((error: unknown) => {
    throw new Error(`${String(error)}; it said: ${said}`);
  });
  return said;
}

/** Clicks on a button of the dialog, and gives when: µs since 1970. */
export function answerDialog(shell: GnomeShell, button: string): Promise<number> {
  return shell.clickActor(dialogButton(button));
}

/** A button of the dialog, as JavaScript in the shell. */
export function dialogButton(label: string): string {
  return `${DIALOG}.dialogLayout.buttonLayout.get_children().find((one) => one.visible && one.label === ${JSON.stringify(label)})`;
}

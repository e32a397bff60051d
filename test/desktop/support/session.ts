import { sleep, until } from '../../fakes/dbus/child-program.ts';
import { CallLog } from './call-log.ts';
import { Desktop } from './desktop.ts';
import { GnomeShell } from './gnome-shell.ts';
import type { Page } from './page.ts';
import { TrayApp } from './tray-app.ts';

/** Debian's and Ubuntu's extension for tray icons. */
export const APP_INDICATORS = 'ubuntu-appindicators@ubuntu.com';

/** Somebody at a GNOME desktop, with our app started as autostart does it. */
export interface Session {
  readonly desktop: Desktop;
  readonly shell: GnomeShell;
  readonly calls: CallLog;
  readonly app: TrayApp;
  readonly stop: () => Promise<void>;
}

export interface SessionOptions {
  readonly name: string;
  readonly extensions?: readonly string[];
  /** Words for Chromium, such as `--ozone-platform=wayland`. */
  readonly words?: readonly string[];
  /** As in DesktopOptions. */
  readonly managed?: boolean;
}

export async function startSession({ name, extensions = [APP_INDICATORS], words = [], managed = false }: SessionOptions): Promise<Session> {
  const desktop = await Desktop.start({ name, extensions, managed });
  try {
    console.log(`pictures and logs: ${desktop.out}`);
    const shell = await GnomeShell.of(desktop);
    const calls = await CallLog.start(desktop);
    const app = await TrayApp.start(desktop, shell, words);
    return { desktop, shell, calls, app, stop: () => desktop.stop() };
  } catch (error) {
    await desktop.stop();
    throw error;
  }
}

/** The app's icon in the panel, and its menu, as JavaScript in the shell. */
export const ICON = "Object.entries(Main.panel.statusArea).find(([name]) => name.startsWith('appindicator-'))?.[1]";
const STEADY_MS = 250;
const ITEMS = `${ICON}.menu._getMenuItems()`;

/** Labels of the icon's menu, in order; separators are empty. */
export function menuLabels(shell: GnomeShell): Promise<readonly string[]> {
  return shell.evaluate(`${ITEMS}.map((item) => item.label?.text ?? '')`);
}

/** Labels of a menu below the icon's menu. */
export function submenuLabels(shell: GnomeShell, label: string): Promise<readonly string[]> {
  return shell.evaluate(`${item(label)}.menu._getMenuItems().map((each) => each.label?.text ?? '')`);
}

/** Opens the icon's menu with the pointer and clicks on one of its lines, or on one of the menu below that. */
export async function chooseFromMenu(shell: GnomeShell, label: string, below?: string): Promise<void> {
  await openMenu(shell);
  await shell.clickActor(item(label));
  if (below !== undefined) await shell.clickActor(`${item(label)}.menu._getMenuItems().find((each) => each.label?.text === ${JSON.stringify(below)})`);
}

export async function openMenu(shell: GnomeShell): Promise<void> {
  // The panel asks the app for the lines when it has got the icon; until they are there, a click opens nothing.
  await shell.settled(`${ICON}?.menu.isEmpty() === false`, 'lines in the menu of the icon');
  await shell.clickActor(ICON);
  await shell.settled(`${ICON}.menu.isOpen`, 'the menu of the icon');
  await steady(shell);
}

/** Waits until the menu stays as it is: opening it makes the app read anew, and a changed menu is built anew, from under the pointer. */
async function steady(shell: GnomeShell): Promise<void> {
  let before = '';
  await until(async () => {
    const now = await shell.evaluate<string>(`${ITEMS}.map((each) => [each.label?.text, ...each.get_transformed_position(), each.mapped]).join()`);
    const isSame = now === before;
    before = now;
    await sleep(STEADY_MS);
    return isSame;
  }, 'a menu that stays');
}

function item(label: string): string {
  return `${ITEMS}.find((each) => each.label?.text === ${JSON.stringify(label)})`;
}

/** Opens the restart window by a line of the icon's menu, and waits until a person could use it: these buttons, and the keyboard. */
export async function opens(session: Session, label: string, buttons: readonly string[]): Promise<Page> {
  await chooseFromMenu(session.shell, label);
  return isOpen(session, buttons);
}

/** Waits until the restart window is there for use. */
export async function isOpen({ app, shell }: Session, buttons: readonly string[]): Promise<Page> {
  const page = await app.page('restart');
  await shell.focused('Restart');
  await showsButtons(page, buttons);
  return page;
}

/** Waits until the page shows exactly these buttons for pressing. */
export async function showsButtons(page: Page, wanted: readonly string[]): Promise<void> {
  let shown: readonly string[] = [];
  await until(async () => (shown = await page.buttons()).join() === wanted.join(), `buttons ${wanted.join(', ')}`).catch(async (error: unknown) => {
    throw new Error(`${String(error)}; there were ${shown.join(', ')} and the text\n${await page.text()}`);
  });
}

/** Waits until no window is open. */
export async function isGone({ shell }: Session): Promise<void> {
  await until(async () => (await shell.windows()).length === 0, 'the window closed');
}

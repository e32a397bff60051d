import { CallLog } from './call-log.ts';
import { Desktop } from './desktop.ts';
import { GnomeShell } from './gnome-shell.ts';
import { appStarter, TrayApp, type Starter } from './tray-app.ts';

/** Debian's and Ubuntu's extension for tray icons. */
export const APP_INDICATORS = 'ubuntu-appindicators@ubuntu.com';

/** Somebody at a GNOME desktop, with our app started as autostart does it. */
export interface Session {
  readonly desktop: Desktop;
  readonly shell: GnomeShell;
  readonly calls: CallLog;
  readonly starter: Starter;
  readonly app: TrayApp;
  readonly stop: () => Promise<void>;
}

export interface SessionOptions {
  readonly name: string;
  readonly extensions?: readonly string[];
  /** Words for Chromium, such as `--ozone-platform=wayland`. */
  readonly words?: readonly string[];
}

export async function startSession({ name, extensions = [APP_INDICATORS], words = [] }: SessionOptions): Promise<Session> {
  const starter = await appStarter();
  const desktop = await Desktop.start({ name, extensions, mounted: starter.mounted });
  try {
    console.log(`pictures and logs: ${desktop.out}`);
    const shell = await GnomeShell.of(desktop);
    const calls = await CallLog.start(desktop);
    const app = await TrayApp.start(desktop, shell, starter, ['--background', ...words]);
    return { desktop, shell, calls, starter, app, stop: () => desktop.stop() };
  } catch (error) {
    await desktop.stop();
    throw error;
  }
}

/** The app's icon in the panel, and its menu, as JavaScript in the shell. */
export const ICON = "Object.entries(Main.panel.statusArea).find(([name]) => name.startsWith('appindicator-'))?.[1]";
const ITEMS = `${ICON}.menu._getMenuItems()`;

/** Labels of the icon's menu, in order; separators are empty. */
export function menuLabels(shell: GnomeShell): Promise<readonly string[]> {
  return shell.evaluate(`${ITEMS}.map((item) => item.label?.text ?? '')`);
}

/** Labels of a menu below the icon's menu. */
export function submenuLabels(shell: GnomeShell, label: string): Promise<readonly string[]> {
  return shell.evaluate(`${item(label)}.menu._getMenuItems().map((each) => each.label?.text ?? '')`);
}

/** Opens the icon's menu with the pointer and clicks on one of its lines. */
export async function chooseFromMenu(shell: GnomeShell, label: string): Promise<void> {
  await openMenu(shell);
  await shell.clickActor(item(label));
}

export async function openMenu(shell: GnomeShell): Promise<void> {
  await shell.clickActor(ICON);
  await shell.settled(`${ICON}.menu.isOpen`, 'the menu of the icon');
}

function item(label: string): string {
  return `${ITEMS}.find((each) => each.label?.text === ${JSON.stringify(label)})`;
}

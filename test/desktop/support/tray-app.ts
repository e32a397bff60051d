import { type ChildProgram, until } from '../../fakes/dbus/child-program.ts';
import type { Desktop } from './desktop.ts';
import type { GnomeShell } from './gnome-shell.ts';
import { Page } from './page.ts';

const AUTOSTART = '/etc/xdg/autostart/org.quickrestart1.Tray.desktop';
const START_MS = 30_000;

/** Our app in a session, as its autostart starts it. */
export class TrayApp {
  readonly program: ChildProgram;
  readonly #shell: GnomeShell;
  readonly #port: number;

  private constructor(parts: { readonly program: ChildProgram; readonly shell: GnomeShell; readonly port: number }) {
    this.program = parts.program;
    this.#shell = parts.shell;
    this.#port = parts.port;
  }

  /** Runs what stands in its autostart file, and `words` besides. */
  static async start(desktop: Desktop, shell: GnomeShell, words: readonly string[]): Promise<TrayApp> {
    const line = /^Exec=(.+)$/m.exec(await desktop.shell(`cat ${AUTOSTART}`))?.[1];
    if (line === undefined) throw new Error(`${AUTOSTART} starts nothing`);
    const display = await shell.evaluate<Record<string, string>>("Object.fromEntries(['DISPLAY', 'XAUTHORITY'].map((name) => [name, imports.gi.GLib.getenv(name)]))");
    const program = desktop.program('person', [...line.split(' '), '--remote-debugging-port=0', ...words], display);
    await program.saw(/DevTools listening on ws:\/\/127\.0\.0\.1:\d+\//, START_MS);
    const port = Number(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(program.output)?.[1]);
    return new TrayApp({ program, shell, port });
  }

  /** The page of the window `restart` or `settings`, once it is there. */
  async page(name: 'restart' | 'settings'): Promise<Page> {
    let page: Page | null = null;
    await until(async () => (page = await Page.find(this.#port, `/${name}.html`)) !== null, `the page of the ${name} window`, START_MS);
    return page!;
  }

  /** Clicks on what has this text in the window, with the shell's pointer. */
  async click(page: Page, title: string, text: string): Promise<void> {
    const window = await this.#shell.window(title);
    const point = await page.middleOf(text);
    if (point === null) throw new Error(`there is nothing to press with the text “${text}”; buttons: ${(await page.buttons()).join(', ')}`);
    const { x, y, width, height } = window.content;
    await this.#shell.click({ x: x + width / 2 + point.x, y: y + height - point.y });
  }
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { sleep, until } from '../../fakes/dbus/child-program.ts';

const START_MS = 60_000;
/** As long as a finger stays; Xwayland loses releases of keys that are shorter than its window's way out. */
const PRESS_MS = 120;
/** What has not moved for this long is at rest. */
const RESTING_MS = 100;
/** So short that the release is lost where the key closes its window. */
const TAP_MS = 10;

/** Keys by their names in X11, keysymdef.h. */
export const KEYS = { shift: 0xffe1, control: 0xffe3, escape: 0xff1b, enter: 0xff0d, tab: 0xff09, super: 0xffeb, s: 0x73, space: 0x20, down: 0xff54, right: 0xff53 } as const;
export type Key = keyof typeof KEYS;

/** A point of the screen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A window as the shell knows it; `content` is what the program draws, without the shell's own frame. */
export interface ShellWindow {
  readonly title: string;
  readonly protocol: 'x11' | 'wayland';
  readonly focused: boolean;
  readonly content: Point & { readonly width: number; readonly height: number };
}

/** A notification as it hangs in the shell's message tray. */
export interface ShellNotification {
  readonly source: string;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
}

/** Where a shell runs: a desktop of its own, or a whole machine. */
export interface ShellHost {
  /** The machine's folder /out, seen from here: pictures come there. */
  readonly out: string;
  /** How many times longer everything may take here; 1 where nothing is said. */
  readonly patience?: number;
  /** Runs a program of the person to its end and gives its output; throws where it fails. */
  readonly run: (who: 'person', argv: readonly string[]) => Promise<string>;
}

/** The program that runs JavaScript in the shell and writes what it gives. */
export function evaluation(script: string): readonly string[] {
  return shellCall('org.gnome.Shell', '/org/gnome/Shell', 'org.gnome.Shell', 'Eval', 's', script);
}

/** Hands and eyes: a keyboard and a pointer that the shell takes for real ones, and what it shows. By org.gnome.Shell.Eval, which --unsafe-mode opens. */
export class GnomeShell {
  readonly #host: ShellHost;

  private constructor(host: ShellHost) {
    this.#host = host;
  }

  /** Waits until the shell of this desktop is ready for a person. */
  static async of(host: ShellHost): Promise<GnomeShell> {
    const shell = new GnomeShell(host);
    await shell.until(() => shell.evaluate<boolean>('!Main.layoutManager._startingUp').catch(() => false), 'GNOME Shell ready', START_MS);
    await shell.evaluate(PREPARE);
    await shell.until(() => shell.evaluate<boolean>('globalThis.quickRestartTest !== undefined && !Main.overview.visible'), 'keyboard and pointer in the shell');
    return shell;
  }

  /** The value of JavaScript in the shell, as JSON carries it. Throws what it throws. */
  async evaluate<T = unknown>(script: string): Promise<T> {
    const [succeeded, text] = (await this.#run(evaluation(script))) as [boolean, string];
    if (!succeeded) throw new Error(`the shell said ${text} to: ${script}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Waits until something is so, as long as this host needs. */
  async until(isSo: () => Promise<boolean>, what: string, withinMs = 15_000): Promise<void> {
    await until(isSo, what, withinMs * (this.#host.patience ?? 1));
  }

  /** Waits until JavaScript in the shell says true. */
  async settled(condition: string, what: string, withinMs?: number): Promise<void> {
    await this.until(() => this.evaluate<boolean>(`Boolean(${condition})`), what, withinMs);
  }

  async hold(key: Key): Promise<void> {
    await this.evaluate(`quickRestartTest.key(${KEYS[key]}, true)`);
  }

  async release(key: Key): Promise<void> {
    await this.evaluate(`quickRestartTest.key(${KEYS[key]}, false)`);
  }

  async press(key: Key, forMs = PRESS_MS): Promise<void> {
    await this.hold(key);
    await sleep(forMs);
    await this.release(key);
    await sleep(PRESS_MS);
  }

  async tap(key: Key): Promise<void> {
    await this.press(key, TAP_MS);
  }

  /** Moves the pointer there; the barriers of the hot corner, where it is at first, hold back one step of it. */
  async move({ x, y }: Point): Promise<void> {
    const isThere = `(([x, y]) => x === ${x} && y === ${y})(global.get_pointer())`;
    await this.until(async () => {
      await this.evaluate(`quickRestartTest.move(${x}, ${y})`);
      return this.evaluate<boolean>(isThere);
    }, `the pointer at ${x}, ${y}`);
  }

  /** Moves the pointer there, presses its left button, and gives the moment in which it let it go: µs since 1970. */
  async click(point: Point): Promise<number> {
    await this.move(point);
    await this.evaluate('quickRestartTest.button(true)');
    await sleep(PRESS_MS);
    return this.evaluate('quickRestartTest.button(false)');
  }

  /** Clicks into the middle of an actor of the shell, given as JavaScript, once it is there and stays where it is: a panel moves what it has just got. Gives when, as `click` does. */
  async clickActor(actor: string): Promise<number> {
    await this.settled(`(${actor})?.mapped`, `on the screen: ${actor}`);
    let point: Point = { x: -1, y: -1 };
    await this.until(async () => {
      const before = point;
      point = await this.evaluate<Point>(`quickRestartTest.middle(${actor})`);
      if (point.x === before.x && point.y === before.y) return true;
      await sleep(RESTING_MS);
      return false;
    }, `at rest: ${actor}`);
    return this.click(point);
  }

  async windows(): Promise<readonly ShellWindow[]> {
    return this.evaluate('quickRestartTest.windows()');
  }

  /** The window with this title. Throws where it does not come. */
  async window(title: string, withinMs = 15_000): Promise<ShellWindow> {
    let windows: readonly ShellWindow[] = [];
    await this.until(
      async () => {
        windows = await this.windows();
        return windows.some((window) => window.title === title);
      },
      `a window “${title}”`,
      withinMs,
    );
    return windows.find((window) => window.title === title)!;
  }

  /** Waits until the window with this title has the keyboard. */
  async focused(title: string): Promise<void> {
    await this.until(async () => (await this.windows()).some((window) => window.title === title && window.focused), `“${title}” with the keyboard`, 15_000);
  }

  /** Which app, by its desktop file, the shell takes the window with this title for; that decides name and icon in overview and dock. */
  async appOf(title: string): Promise<string> {
    return this.evaluate(`imports.gi.Shell.WindowTracker.get_default().get_window_app(global.get_window_actors().find(({ meta_window: window }) => window.title === ${JSON.stringify(title)}).meta_window)?.get_id() ?? ''`);
  }

  /** Starts an app as a click in the overview does. */
  async launch(desktopFile: string): Promise<void> {
    await this.evaluate(`imports.gi.Shell.AppSystem.get_default().lookup_app(${JSON.stringify(desktopFile)}).activate()`);
  }

  /** Closes menus, windows and notifications that a test left open. */
  async tidyUp(): Promise<void> {
    await this.evaluate('quickRestartTest.tidyUp()');
  }

  async notifications(): Promise<readonly ShellNotification[]> {
    return this.evaluate('quickRestartTest.notifications()');
  }

  /** Does what a click on a notification's button does. */
  async chooseAction(title: string, action: string): Promise<void> {
    await this.evaluate(`quickRestartTest.chooseAction(${JSON.stringify(title)}, ${JSON.stringify(action)})`);
  }

  /** What a person sees where an actor of the shell is, on a picture of this name: how many colours, and a sum that differs where it differs. */
  async lookOf(actor: string, name: string): Promise<{ readonly colours: number; readonly sum: string }> {
    const { x, y, width, height } = await this.evaluate<Point & { readonly width: number; readonly height: number }>(`quickRestartTest.place(${actor})`);
    await this.picture(name);
    const png = PNG.sync.read(readFileSync(join(this.#host.out, `${name}.png`)));
    const rows = Array.from({ length: height }, (_, row) => png.data.subarray(((y + row) * png.width + x) * 4, ((y + row) * png.width + x + width) * 4));
    const pixels = Buffer.concat(rows);
    return { colours: new Set(pixels.toString('hex').match(/.{8}/g)).size, sum: createHash('sha256').update(pixels).digest('hex') };
  }

  /** A picture of the whole screen, kept in the desktop's folder. */
  async picture(name: string): Promise<void> {
    await this.#run(shellCall('org.gnome.Shell.Screenshot', '/org/gnome/Shell/Screenshot', 'org.gnome.Shell.Screenshot', 'Screenshot', 'bbs', 'false', 'false', `/out/${name}.png`));
  }

  async #run(argv: readonly string[]): Promise<readonly unknown[]> {
    return (JSON.parse(await this.#host.run('person', argv)) as { readonly data: readonly unknown[] }).data;
  }
}

function shellCall(...words: readonly string[]): readonly string[] {
  return ['busctl', '--user', '--timeout=120', '--json=short', 'call', ...words];
}

/** Runs once in the shell; what the methods above call. */
const PREPARE = `(async () => {
  const { default: Clutter } = await import('gi://Clutter');
  const { default: GLib } = await import('gi://GLib');
  const seat = Clutter.get_default_backend().get_default_seat();
  const keyboard = seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
  const pointer = seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
  const now = () => GLib.get_monotonic_time();
  const all = () => Main.messageTray.getSources().flatMap((source) => source.notifications);
  globalThis.quickRestartTest = {
    key: (keysym, down) => keyboard.notify_keyval(now(), keysym, down ? Clutter.KeyState.PRESSED : Clutter.KeyState.RELEASED),
    move: (x, y) => pointer.notify_absolute_motion(now(), x, y),
    button: (down) => {
      pointer.notify_button(now(), Clutter.BUTTON_PRIMARY, down ? Clutter.ButtonState.PRESSED : Clutter.ButtonState.RELEASED);
      return GLib.get_real_time();
    },
    middle: (actor) => {
      const [x, y] = actor.get_transformed_position();
      return { x: Math.round(x + actor.width / 2), y: Math.round(y + actor.height / 2) };
    },
    place: (actor) => {
      const [x, y] = actor.get_transformed_position().map(Math.round);
      return { x, y, width: Math.round(actor.width), height: Math.round(actor.height) };
    },
    windows: () => global.get_window_actors().map(({ meta_window: window }) => {
      const { x, y, width, height } = window.frame_rect_to_client_rect(window.get_frame_rect());
      return { title: window.title, protocol: window.get_client_type() ? 'x11' : 'wayland', focused: window.has_focus(), content: { x, y, width, height } };
    }),
    tidyUp: () => {
      Main.panel.menuManager.activeMenu?.close();
      global.get_window_actors().forEach(({ meta_window: window }) => window.delete(global.get_current_time()));
      Main.messageTray.getSources().forEach((source) => source.destroy());
    },
    notifications: () => all().map((one) => ({ source: one.source.title, title: one.title, body: one.body, actions: one.actions.map(({ label }) => label) })),
    chooseAction: (title, label) => all().find((one) => one.title === title).actions.find((action) => action.label === label).activate(),
  };
  Main.messageTray.getSources().forEach((source) => source.destroy()); // it misses its login screen and says so
  Main.overview.hide();
  Main.panel.statusArea.quickSettings._unsafeMode.hide(); // a sign in the panel that nobody else has
})()`;

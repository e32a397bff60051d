import { join } from 'node:path';
import { app, BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron';
import { CHANNELS, type WindowCall, type WindowCalls } from '../../contracts/app/ipc.ts';
import type { CallingWindow } from '../ipc/serve-calls.ts';
import { pageUrl, type PageName } from './origin.ts';
import type { WindowModel } from './window-model.ts';
import { windowSession } from './window-session.ts';

/** How each window looks to the window manager. */
const FRAMES: Readonly<Record<PageName, BrowserWindowConstructorOptions>> = {
  // A question in the manner of the desktop's own: in the middle, of one size.
  restart: { width: 480, height: 480, frame: false, resizable: false, minimizable: false, maximizable: false, fullscreenable: false },
  settings: { width: 880, height: 640, minWidth: 360, minHeight: 294, frame: false }, // the page has the header bar
};
/** A window whose page fails must not stay invisible for ever. */
const SHOWN_AFTER_MS = 3_000;

/** What every window needs. */
export interface WindowParts {
  /** dist/app */
  readonly folder: string;
  readonly title: string;
  readonly dark: boolean;
  readonly model: WindowModel;
  /** Its page failed again: it closes. */
  readonly onBroken: () => void;
  /** For the log. */
  readonly report: (problem: string) => void;
  readonly onClosed: () => void;
}

/** One window: made hidden, shown once its page has painted, destroyed when it closes. */
export class AppWindow implements CallingWindow {
  readonly contentsId: number;
  readonly #window: BrowserWindow;
  readonly #model: WindowModel;
  readonly #page: PageName;
  #wasReopened = false;
  readonly #fallback: ReturnType<typeof setTimeout>;

  constructor(page: PageName, parts: WindowParts) {
    const { model } = parts;
    this.#model = model;
    this.#page = page;
    this.#window = new BrowserWindow({ ...fittingFrame(page), ...options(parts) });
    this.contentsId = this.#window.webContents.id;
    this.#window.setMenu(null);
    this.#fallback = setTimeout(() => this.#show(), SHOWN_AFTER_MS);
    // It grows and shrinks with what it says.
    if (page === 'restart') this.#window.on('resize', () => this.#window.center());
    const stop = model.onChange(() => this.#send());
    this.#window.on('close', (event) => (model.mayClose() ? undefined : event.preventDefault()));
    this.#window.on('closed', () => {
      clearTimeout(this.#fallback);
      stop();
      model.dispose();
      parts.onClosed();
    });
    this.#window.webContents.on('render-process-gone', (_event, { reason }) => {
      parts.report(`the page of the ${page} window is gone: ${reason}`);
      this.#pageGone(parts.onBroken);
    });
    this.#load();
  }

  answer<Name extends WindowCall>(name: Name, argument: WindowCalls[Name]['argument']): Promise<WindowCalls[Name]['answer']> | WindowCalls[Name]['answer'];
  async answer(name: WindowCall, argument: never): Promise<unknown> {
    if (name === 'view') return this.#model.view();
    if (name === 'painted') this.#show();
    else await this.#model.handlers[name](argument);
    return null;
  }

  /** Brings it to the front. */
  focus(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Closes it whatever its model says. */
  destroy(): void {
    if (!this.#window.isDestroyed()) this.#window.destroy();
  }

  /** Once it is opened anew and says so; a page that fails again is taken away, after what is under way. */
  #pageGone(onBroken: () => void): void {
    if (this.#window.isDestroyed()) return;
    if (this.#wasReopened) {
      onBroken();
      this.#window.close();
      return;
    }
    this.#wasReopened = true;
    this.#model.reopened();
    this.#load();
  }

  #load(): void {
    void this.#window.loadURL(pageUrl(this.#page)).catch(() => undefined); // a page that cannot be loaded is shown as it is, empty
  }

  #show(): void {
    clearTimeout(this.#fallback);
    if (!this.#window.isDestroyed() && !this.#window.isVisible()) this.#window.show();
  }

  #send(): void {
    if (!this.#window.isDestroyed() && !this.#window.webContents.isCrashed()) this.#window.webContents.send(CHANNELS.view, this.#model.view());
  }
}

/** No window is larger than a small screen. */
function fittingFrame(page: PageName): BrowserWindowConstructorOptions {
  const { width = 0, height = 0, ...frame } = FRAMES[page];
  const room = screen.getPrimaryDisplay().workAreaSize;
  return { ...frame, width: Math.min(width, room.width), height: Math.min(height, room.height) };
}

function options({ folder, title, dark }: WindowParts): BrowserWindowConstructorOptions {
  return {
    title,
    show: false,
    center: true,
    autoHideMenuBar: true,
    useContentSize: true,
    backgroundColor: dark ? '#222226' : '#fafafb',
    icon: join(folder, 'icons/app.png'),
    webPreferences: {
      session: windowSession(folder),
      preload: join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  };
}

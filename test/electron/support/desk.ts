import type { ElectronApplication, Page } from 'playwright-core';
import { until } from '../../fakes/dbus/child-program.ts';
import { startDisplay, type Display } from '../../fakes/sample/display.ts';
import { runApp, type RunningApp } from '../../fakes/sample/run-app.ts';
import { SampleMachine } from '../../fakes/sample/sample-machine.ts';
import type { SampleOptions } from '../../fakes/sample/sample-options.ts';

export type WindowName = 'restart' | 'settings';

/** How a desk differs from a usual one. */
export interface DeskOptions extends SampleOptions {
  /** Of the screen: `800x600`. */
  readonly screen?: string;
}

/** A screen, a sample machine and the real app on it, for one test or for some that do not change anything. */
export class Desk {
  readonly machine: SampleMachine;
  /** What pages complained about: scripts that failed, what the content policy refused. */
  readonly complaints: string[] = [];
  readonly #display: Display;
  readonly #running: RunningApp;

  private constructor(machine: SampleMachine, display: Display, running: RunningApp) {
    this.machine = machine;
    this.#display = display;
    this.#running = running;
    this.app.on('window', (page) => this.#listen(page));
    for (const page of this.app.windows()) this.#listen(page);
  }

  static async open({ screen = '1280x900', ...options }: DeskOptions = {}, args: readonly string[] = ['--restart']): Promise<Desk> {
    const display = await startDisplay(screen);
    const machine = await SampleMachine.start(options);
    return new Desk(machine, display, await runApp(machine, display, args));
  }

  get app(): ElectronApplication {
    return this.#running.app;
  }

  /** The page of an open window, once it is there. */
  async window(name: WindowName): Promise<Page> {
    let page: Page | undefined;
    await until(() => (page = this.app.windows().find((one) => one.url().endsWith(`/${name}.html`))) !== undefined, `the ${name} window`, 20_000);
    if (page === undefined) throw new Error(`no ${name} window`);
    await page.waitForSelector('h1');
    return page;
  }

  /** The restart window, once a person can choose in it. */
  async choosing(): Promise<Page> {
    const page = await this.window('restart');
    await page.waitForSelector('.dialog-buttons .button[data-how], h1:text("No Restart Now")', { timeout: 20_000 });
    return page;
  }

  /** The settings window with this page in front. */
  async settings(page: 'restart' | 'kernels' | 'health' | 'history'): Promise<Page> {
    const window = await this.window('settings');
    await window.click(`#tab-${page}`);
    await window.waitForSelector(`#tab-${page}[aria-selected="true"]`);
    await window.waitForSelector('.boxed, .card, .status-page:not([role=status])', { timeout: 20_000 });
    return window;
  }

  /** Starts the app once more, as the launcher does; the one that runs hears of it. */
  startAgain(...args: readonly string[]): Promise<void> {
    return this.#running.startAgain(...args);
  }

  /** The window is gone. */
  async closed(name: WindowName): Promise<void> {
    await until(() => !this.app.windows().some((one) => one.url().endsWith(`/${name}.html`)), `the ${name} window closes`);
  }

  async stop(): Promise<void> {
    await this.#running.stop();
    await this.machine.stop();
    await this.#display.stop();
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
  }
}

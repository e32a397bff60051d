import { AppWindow, type WindowParts } from './app-window.ts';
import type { PageName } from './origin.ts';
import type { WindowModel } from './window-model.ts';

/** The windows that are open: at most one of each kind. */
export class Windows {
  readonly #open = new Map<PageName, AppWindow>();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  has(page: PageName): boolean {
    return this.#open.has(page);
  }

  focus(page: PageName): void {
    this.#open.get(page)?.focus();
  }

  open(page: PageName, parts: Pick<WindowParts, 'title' | 'dark'> & { readonly model: WindowModel }): void {
    const window: AppWindow = new AppWindow(page, { ...parts, folder: this.#folder, onClosed: () => this.#open.delete(page) });
    this.#open.set(page, window);
  }

  close(page: PageName): void {
    this.#open.get(page)?.destroy();
  }

  /** Which of our windows these contents belong to. */
  ofContents(contentsId: number): AppWindow | null {
    return [...this.#open.values()].find((window) => window.contentsId === contentsId) ?? null;
  }
}

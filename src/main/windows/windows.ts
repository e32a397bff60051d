import { dialog } from 'electron';
import type { Translator } from '../../words/index.ts';
import { AppWindow, type WindowParts } from './app-window.ts';
import type { PageName } from './origin.ts';
import type { WindowModel } from './window-model.ts';

/** What the windows are made of. */
export interface WindowsParts {
  /** dist/app */
  readonly folder: string;
  readonly words: Translator;
  readonly report: (problem: string) => void;
}

/** The windows that are open: at most one of each kind. */
export class Windows {
  readonly #open = new Map<PageName, AppWindow>();
  readonly #parts: WindowsParts;

  constructor(parts: WindowsParts) {
    this.#parts = parts;
  }

  has(page: PageName): boolean {
    return this.#open.has(page);
  }

  focus(page: PageName): void {
    this.#open.get(page)?.focus();
  }

  open(page: PageName, parts: Pick<WindowParts, 'title' | 'dark'> & { readonly model: WindowModel }): void {
    const { folder, report } = this.#parts;
    const window: AppWindow = new AppWindow(page, { ...parts, folder, report, onBroken: () => this.#sayBroken(), onClosed: () => this.#open.delete(page) });
    this.#open.set(page, window);
  }

  close(page: PageName): void {
    this.#open.get(page)?.destroy();
  }

  /** Which of our windows these contents belong to. */
  ofContents(contentsId: number): AppWindow | null {
    return [...this.#open.values()].find((window) => window.contentsId === contentsId) ?? null;
  }

  /** By the desktop's own dialog: our pages have failed. */
  #sayBroken(): void {
    const { t } = this.#parts.words;
    void dialog.showMessageBox({ type: 'error', message: t('A window of Quick Restart failed twice and was closed.'), detail: t('Open it again, or restart from the desktop’s own menu.') });
  }
}

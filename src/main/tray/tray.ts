import { join } from 'node:path';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import type { Translator } from '../../words/index.ts';
import type { AppState } from '../state/app-state.ts';
import { USUAL, type Fulfil } from '../wishes.ts';
import { iconFile, iconMeaning } from './icon-name.ts';
import { menuTemplate, type MenuLine } from './menu-template.ts';

/** What the tray is made of. */
export interface TrayParts {
  readonly iconFolder: string;
  /** XDG_CURRENT_DESKTOP */
  readonly desktops: string;
  readonly words: Translator;
  readonly fulfil: Fulfil;
  /** The menu is about to be seen. */
  readonly onOpening: () => void;
}

/** The icon in the panel and its menu; an org.kde.StatusNotifierItem. */
export class TrayIcon {
  readonly #parts: TrayParts;
  #tray: Tray | null = null;
  #shown = { icon: '', menu: '' };

  constructor(parts: TrayParts) {
    this.#parts = parts;
  }

  /** Draws what differs from what is there. On Linux a changed menu must be set as a whole. */
  show(state: AppState): void {
    const icon = iconFile(state, this.#parts.desktops);
    const lines = menuTemplate(state, this.#parts.words);
    const menu = JSON.stringify(lines);
    const tray = (this.#tray ??= this.#create(icon));
    if (icon !== this.#shown.icon) {
      tray.setImage(this.#image(icon));
      tray.setToolTip(this.#toolTip(state));
    }
    if (menu !== this.#shown.menu) tray.setContextMenu(this.#build(lines));
    this.#shown = { icon, menu };
  }

  /** Registers anew with a panel that came after us. */
  renew(state: AppState): void {
    this.#tray?.destroy();
    this.#tray = null;
    this.#shown = { icon: '', menu: '' };
    this.show(state);
  }

  #create(icon: string): Tray {
    const tray = new Tray(this.#image(icon));
    tray.on('click', () => this.#parts.fulfil({ kind: 'restart', how: null, goal: USUAL }));
    return tray;
  }

  #image(name: string): Electron.NativeImage {
    return nativeImage.createFromPath(join(this.#parts.iconFolder, name));
  }

  #toolTip(state: AppState): string {
    const { t } = this.#parts.words;
    const meaning = iconMeaning(state);
    if (meaning === 'loaded') return t('Quick Restart: a kernel is loaded');
    return meaning === 'due' ? t('Quick Restart: a restart is due') : t('Quick Restart');
  }

  #build(lines: readonly MenuLine[]): Electron.Menu {
    const menu: Electron.Menu = Menu.buildFromTemplate(lines.map((line) => this.#item(line)));
    // Panels ask before they open a submenu; not every one asks before it opens the menu itself.
    for (const one of [menu, ...menu.items.map((item) => item.submenu)]) one?.on('menu-will-show', () => this.#parts.onOpening());
    return menu;
  }

  #item(line: MenuLine): MenuItemConstructorOptions {
    switch (line.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: line.label, enabled: false };
      case 'wish':
        return { label: line.label, click: () => this.#parts.fulfil(line.wish) };
      case 'submenu':
        return { label: line.label, submenu: line.lines.map((one) => this.#item(one)) };
    }
  }
}

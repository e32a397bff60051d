import type St from 'gi://St';
import * as Main from 'resource:///org/gnome/shell/ui/main.js';
import type { PopupMenu } from 'resource:///org/gnome/shell/ui/popupMenu.js';
import { Undo } from './undo.ts';

/** The parts of the system menu that stand for power. */
export interface PowerParts {
  /** The menu with Suspend, Restart… and Power Off…. */
  readonly menu: PopupMenu;
  /** What stands for it: in the panel battery or power icon, in the system menu the button that opens it. */
  readonly icons: readonly St.Widget[];
}

/** Calls `found` with the parts as soon as they are there: a shell that starts makes them after it has enabled extensions. */
export function whenPowerPartsAreThere(undo: Undo, found: (parts: PowerParts) => void): void {
  const { quickSettings } = Main.panel.statusArea;
  const look = (): boolean => {
    const menu = quickSettings._system?._systemItem?.menu;
    if (menu === undefined) return false;
    found({ menu, icons: [quickSettings._system?._indicator, menu.sourceActor].filter((icon) => icon !== undefined && icon !== null) });
    return true;
  };
  if (look()) return;
  const waiting = new Undo();
  undo.add(() => waiting.run());
  waiting.connected(quickSettings._indicators, quickSettings._indicators.connect('child-added', () => {
    if (look()) waiting.run();
  }));
}

/** Calls `opened` each time when somebody opens the system menu. */
export function whenSystemMenuOpens(undo: Undo, opened: () => unknown): void {
  const { menu } = Main.panel.statusArea.quickSettings;
  undo.connected(menu, menu.connect('open-state-changed', (_menu, isOpen) => {
    if (isOpen) opened();
  }));
}

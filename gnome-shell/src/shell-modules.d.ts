// The parts of GNOME Shell’s own modules that are used here, as they are in 46 to 50. A name that begins with an underscore is none that
// the shell promises to keep: whoever uses one looks whether it is there.
declare module 'resource:///org/gnome/shell/extensions/extension.js' {
  export class Extension {
    readonly uuid: string;
    gettext(text: string): string;
    ngettext(one: string, many: string, count: number): string;
    pgettext(context: string, text: string): string;
  }
}

declare module 'resource:///org/gnome/shell/ui/popupMenu.js' {
  import type Clutter from 'gi://Clutter';
  import type St from 'gi://St';

  export class PopupBaseMenuItem extends St.BoxLayout {
    sensitive: boolean;
    activate(event: Clutter.Event): void;
  }
  export class PopupMenuItem extends PopupBaseMenuItem {
    readonly label: St.Label;
  }
  /** Of the shell’s own signals, which are none of GObject’s. */
  export interface PopupMenu {
    readonly actor: St.Widget;
    readonly sourceActor: St.Widget | null;
    readonly isOpen: boolean;
    addMenuItem(item: PopupBaseMenuItem, position?: number): void;
    connect(signal: 'open-state-changed', told: (menu: PopupMenu, isOpen: boolean) => void): number;
    disconnect(id: number): void;
    _getMenuItems(): readonly PopupBaseMenuItem[];
  }
}

declare module 'resource:///org/gnome/shell/ui/main.js' {
  import type St from 'gi://St';
  import type { PopupMenu } from 'resource:///org/gnome/shell/ui/popupMenu.js';

  export const panel: {
    readonly statusArea: {
      readonly quickSettings: {
        readonly menu: PopupMenu;
        readonly _indicators: St.BoxLayout;
        readonly _system?: { readonly _indicator?: St.Widget; readonly _systemItem?: { readonly menu?: PopupMenu } };
      };
    };
    closeQuickSettings(): void;
  };
  export const endSessionDialog: (St.Widget & { readonly contentLayout: St.BoxLayout; readonly _type?: number }) | null;
  export function notifyError(title: string, text: string): void;
}

declare module 'resource:///org/gnome/shell/misc/systemActions.js' {
  import type GObject from 'gi://GObject';

  export function getDefault(): GObject.Object & { readonly canRestart: boolean; activateRestart(): void };
}

/** Shell.Global. */
declare const global: {
  get_pointer(): [x: number, y: number, modifiers: number];
};

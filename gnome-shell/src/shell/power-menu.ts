import Clutter from 'gi://Clutter';
import GLib from 'gi://GLib';
import * as Main from 'resource:///org/gnome/shell/ui/main.js';
import { getDefault as systemActions } from 'resource:///org/gnome/shell/misc/systemActions.js';
import type { PopupMenu, PopupMenuItem } from 'resource:///org/gnome/shell/ui/popupMenu.js';
import { afterKey, afterPointer, heldAtStart, type HeldKeys } from '../logic/held-keys.ts';
import { RestartItem } from './restart-item.ts';
import { Undo } from './undo.ts';

const TURNING_KEYS: readonly number[] = [Clutter.KEY_Shift_L, Clutter.KEY_Shift_R, Clutter.KEY_Control_L, Clutter.KEY_Control_R];
const TURNING_MODIFIERS = Clutter.ModifierType.SHIFT_MASK | Clutter.ModifierType.CONTROL_MASK;
const POINTER_EVENTS: readonly Clutter.EventType[] = [Clutter.EventType.MOTION, Clutter.EventType.BUTTON_PRESS, Clutter.EventType.BUTTON_RELEASE];

/** What the power menu asks and tells. */
export interface PowerMenuActions {
  readonly opened: () => unknown;
  readonly chosen: () => void;
  /** Shift or Ctrl was pressed or released: the item offers the other restart now. */
  readonly turned: () => void;
}

/** The power menu inside the system menu, with an item of ours in the place of the shell’s Restart… once there is something to show. */
export class PowerMenu {
  readonly #menu: PopupMenu;
  readonly #stock: PopupMenuItem;
  readonly #item: RestartItem;
  readonly #undo = new Undo();
  #held: HeldKeys = heldAtStart(false);
  #isOurs = false;

  private constructor(menu: PopupMenu, stock: PopupMenuItem, actions: PowerMenuActions) {
    this.#menu = menu;
    this.#stock = stock;
    this.#item = new RestartItem(() => {
      actions.chosen(); // while the key counts; closing forgets it
      Main.panel.closeQuickSettings();
    });
    this.#undo.add(() => this.#item.destroy());
    this.#item.actor.visible = false;
    menu.addMenuItem(this.#item.actor, menu._getMenuItems().indexOf(stock));
    this.#undo.add(() => this.showStock());
    // The shell shows its own again whenever it asks anew whether restarting is allowed.
    this.#undo.connected(stock, stock.connect('notify::visible', () => this.#sync()));
    this.#undo.connected(systemActions(), systemActions().connect('notify::can-restart', () => this.#sync()));
    this.#watchKeys(actions);
  }

  /** null where this shell has no Restart… in its power menu. */
  static of(menu: PopupMenu, actions: PowerMenuActions): PowerMenu | null {
    const name = GLib.dgettext('gnome-shell', 'Restart…');
    const stock = menu._getMenuItems().find((one): one is PopupMenuItem => 'label' in one && (one as PopupMenuItem).label.text === name);
    return stock === undefined ? null : new PowerMenu(menu, stock, actions);
  }

  /** What the shell calls a restart, in its own language. */
  get stockLabel(): string {
    return this.#stock.label.text;
  }

  /** Whether Shift or Ctrl is held. */
  get isHeld(): boolean {
    return this.#held.size > 0;
  }

  /** From now on our item stands there. */
  show(label: string, reason: string | null): void {
    this.#item.show(label, reason);
    this.#isOurs = true;
    this.#sync();
  }

  /** The shell’s own stands there again. */
  showStock(): void {
    this.#isOurs = false;
    this.#sync();
  }

  destroy(): void {
    this.#undo.run();
  }

  /** The menu has the keyboard for itself: keys are seen on their way through it. */
  #watchKeys({ opened, turned }: PowerMenuActions): void {
    const turn = (held: HeldKeys): void => {
      const wasHeld = this.isHeld;
      this.#held = held;
      if (wasHeld !== this.isHeld) turned();
    };
    this.#undo.connected(this.#menu, this.#menu.connect('open-state-changed', (_menu, isOpen) => {
      const [, , modifiers] = global.get_pointer();
      turn(heldAtStart(isOpen && (modifiers & TURNING_MODIFIERS) !== 0));
      if (isOpen) opened();
    }));
    const { actor } = this.#menu;
    this.#undo.connected(actor, actor.connect('captured-event', (_actor, event) => {
      turn(afterEvent(this.#held, event));
      return Clutter.EVENT_PROPAGATE;
    }));
  }

  #sync(): void {
    const { canRestart } = systemActions();
    const ours = this.#item.actor;
    const [shown, hidden] = this.#isOurs ? [ours, this.#stock] : [this.#stock, ours];
    if (shown.visible === canRestart && !hidden.visible) return;
    const hadFocus = hidden.has_key_focus();
    shown.visible = canRestart;
    hidden.visible = false;
    if (hadFocus && canRestart) shown.grab_key_focus();
  }
}

function afterEvent(held: HeldKeys, event: Clutter.Event): HeldKeys {
  const type = event.type();
  if (type === Clutter.EventType.KEY_PRESS || type === Clutter.EventType.KEY_RELEASE) {
    const key = event.get_key_symbol();
    return TURNING_KEYS.includes(key) ? afterKey(held, key, type === Clutter.EventType.KEY_PRESS) : held;
  }
  return POINTER_EVENTS.includes(type) ? afterPointer(held, (event.get_state() & TURNING_MODIFIERS) !== 0) : held;
}

import Clutter from 'gi://Clutter';
import Pango from 'gi://Pango';
import St from 'gi://St';
import { PopupBaseMenuItem } from 'resource:///org/gnome/shell/ui/popupMenu.js';

const ACTIVATING = [Clutter.KEY_Return, Clutter.KEY_KP_Enter, Clutter.KEY_space];

/** The item that stands in the place of the shell's own Restart…: a label, and below it why it cannot be chosen. */
export class RestartItem {
  readonly actor = new PopupBaseMenuItem();
  readonly #label = new St.Label();
  readonly #reason = new St.Label({ style_class: 'quick-restart-reason', visible: false });

  constructor(chosen: () => void) {
    for (const label of [this.#label, this.#reason]) {
      label.clutter_text.line_wrap = true;
      label.clutter_text.ellipsize = Pango.EllipsizeMode.NONE;
    }
    const box = new St.Widget({ layout_manager: new Clutter.BoxLayout({ orientation: Clutter.Orientation.VERTICAL }), x_expand: true, y_align: Clutter.ActorAlign.CENTER });
    box.add_child(this.#label);
    box.add_child(this.#reason);
    this.actor.add_child(box);
    this.actor.label_actor = this.#label;
    this.actor.connect('activate', () => {
      if (this.actor.sensitive) chosen();
    });
    // The shell's items take no Enter while a modifier is held; for this one, that is what modifiers are there for.
    this.actor.connect('key-press-event', (_actor, event) => {
      if (!ACTIVATING.includes(event.get_key_symbol())) return Clutter.EVENT_PROPAGATE;
      this.actor.activate(event);
      return Clutter.EVENT_STOP;
    });
  }

  /** `reason`: greyed, for this reason. */
  show(label: string, reason: string | null): void {
    this.#label.text = label;
    this.#reason.text = reason ?? '';
    this.#reason.visible = reason !== null;
    this.actor.sensitive = reason === null;
    this.actor.accessible_name = reason === null ? label : `${label} ${reason}`;
  }

  destroy(): void {
    this.actor.destroy();
  }
}

import Pango from 'gi://Pango';
import St from 'gi://St';
import * as Main from 'resource:///org/gnome/shell/ui/main.js';
import type { Undo } from './undo.ts';

/** Kinds of the dialog that end in a restart: plain, with updates, with an upgrade. The others log out or power off. */
const RESTARTS: readonly unknown[] = [2, 3, 4];

/** Puts a line into GNOME’s dialog before each restart, as soon as `lineOf` has one; where it gives null, the dialog stays as it is. Gives nothing back; `undo` takes it out. */
export function addDialogLine(undo: Undo, lineOf: () => Promise<string | null>): void {
  const dialog = Main.endSessionDialog;
  if (dialog === null) return;
  let shown: St.Label | null = null;
  let opening = 0;
  const remove = (): void => {
    opening += 1; // an answer that is still under way comes too late
    shown?.destroy();
    shown = null;
  };
  undo.add(remove);
  undo.connected(dialog, dialog.connect('closed', remove));
  undo.connected(dialog, dialog.connect('opened', () => {
    remove();
    if (!RESTARTS.includes(dialog._type)) return;
    const mine = opening;
    void lineOf().then((text) => {
      if (text === null || mine !== opening) return;
      shown = label(text);
      dialog.contentLayout.insert_child_at_index(shown, 1); // behind what the dialog itself says, in front of its lists
    });
  }));
}

function label(text: string): St.Label {
  const made = new St.Label({ text, style_class: 'message-dialog-description quick-restart-dialog-line' });
  made.clutter_text.line_wrap = true;
  made.clutter_text.ellipsize = Pango.EllipsizeMode.NONE;
  return made;
}

import * as Main from 'resource:///org/gnome/shell/ui/main.js';
import { Extension } from 'resource:///org/gnome/shell/extensions/extension.js';
import { createWords } from './logic/sentence.ts';
import { QuickRestart } from './shell/quick-restart.ts';

/** Quick Restart in GNOME’s system menu. */
export default class QuickRestartExtension extends Extension {
  #running: QuickRestart | null = null;

  enable(): void {
    const words = createWords({
      gettext: (text) => this.gettext(text),
      ngettext: (one, many, count) => this.ngettext(one, many, count),
      pgettext: (context, text) => this.pgettext(context, text),
    });
    this.#running = new QuickRestart(words, (title, text) => Main.notifyError(title, text));
  }

  disable(): void {
    this.#running?.destroy();
    this.#running = null;
  }
}

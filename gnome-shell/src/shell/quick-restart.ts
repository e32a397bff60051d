import type St from 'gi://St';
import { getDefault as systemActions } from 'resource:///org/gnome/shell/misc/systemActions.js';
import { choiceOf } from '../logic/choice.ts';
import type { NextRestart, Said } from '../logic/helper-answers.ts';
import type { Words } from '../logic/sentence.ts';
import { dialogText, itemTexts } from '../logic/texts.ts';
import { Armed } from './armed.ts';
import { addDialogLine } from './dialog-line.ts';
import { Helper } from './helper.ts';
import { PowerMenu } from './power-menu.ts';
import { whenPowerPartsAreThere, whenSystemMenuOpens } from './system-menu.ts';
import { Undo } from './undo.ts';

const DUE_STYLE = 'quick-restart-due';

/** The extension while it is enabled: it connects what the helper says with the menu’s item, the dialog’s line and the badge. */
export class QuickRestart {
  readonly #words: Words;
  readonly #undo = new Undo();
  readonly #helper = new Helper();
  readonly #armed: Armed;
  #menu: PowerMenu | null = null;
  #icons: readonly St.Widget[] = [];
  /** null until the helper has said it, and where none is there that knows every-restart mode: then the shell’s own item stands in the menu. */
  #next: NextRestart | null = null;
  #refusal: Said | null = null;
  #isAsked = false;
  #isDue = false;

  /** `tell`: shows a person what went wrong. */
  constructor(words: Words, tell: (title: string, text: string) => void) {
    this.#words = words;
    this.#armed = new Armed(this.#helper, (kind, why) => tell(kind === 'quick' ? words.t('The Quick Restart Did Not Work') : words.t('The Restart Did Not Work'), why));
    this.#helper.listen(({ isDue }) => this.#showDue(isDue));
    this.#undo.add(() => this.#helper.stop());
    this.#undo.add(() => this.#armed.letGo());
    whenPowerPartsAreThere(this.#undo, ({ menu, icons }) => {
      this.#icons = icons;
      this.#menu = PowerMenu.of(menu, { opened: () => this.#look().catch(report), turned: () => this.#showItem(), chosen: () => this.#restart() });
      this.#showDue(this.#isDue);
    });
    this.#undo.add(() => this.#menu?.destroy());
    this.#undo.add(() => this.#showDue(false));
    whenSystemMenuOpens(this.#undo, () => this.#askOnce().catch(report));
    addDialogLine(this.#undo, () => this.#dialogLine());
  }

  /** Leaves the shell as it was. A restart that nobody has confirmed yet is taken back. */
  destroy(): void {
    this.#undo.run();
  }

  /** Whether a restart is due, when somebody opens the system menu for the first time; later the helper’s signals tell. */
  async #askOnce(): Promise<void> {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#showDue(await this.#helper.isDue());
  }

  /** The power menu opens: what it showed the last time stands until the helper has answered. */
  async #look(): Promise<void> {
    this.#showItem();
    const look = async (): Promise<void> => {
      const { next, isDue } = await this.#helper.properties();
      this.#next = next;
      this.#showDue(isDue);
      this.#showItem();
    };
    const plan = async (): Promise<void> => {
      this.#refusal = await this.#helper.refusal();
      this.#showItem();
    };
    await Promise.all([look(), plan()]);
  }

  #showItem(): void {
    if (this.#menu === null || this.#helper.isStopped) return;
    if (this.#next === null) {
      this.#menu.showStock();
      return;
    }
    const { label, reason } = itemTexts(this.#words, this.#menu.stockLabel, choiceOf(this.#next, this.#refusal, this.#menu.isHeld));
    this.#menu.show(label, reason);
  }

  #restart(): void {
    if (this.#next === null || this.#menu === null) return;
    const choice = choiceOf(this.#next, this.#refusal, this.#menu.isHeld);
    if (choice.ask === null) systemActions().activateRestart();
    else void this.#armed.restart({ ...choice, ask: choice.ask });
  }

  async #dialogLine(): Promise<string | null> {
    const { next } = await this.#helper.properties();
    if (next === null) return null;
    return dialogText(this.#words, next, next.isQuick ? await this.#helper.usualSeconds() : null);
  }

  /** The style sheet draws the badge. null: not known, and the badge stays as it is. */
  #showDue(isDue: boolean | null): void {
    if (isDue === null) return;
    this.#isDue = isDue;
    for (const icon of this.#icons) {
      if (isDue) icon.add_style_class_name(DUE_STYLE);
      else icon.remove_style_class_name(DUE_STYLE);
    }
  }
}

/** For mistakes of ours: what the helper or the bus refuse never comes here. */
function report(error: unknown): void {
  console.error(error);
}

import type { Choice } from '../logic/choice.ts';
import { readError, type Mode } from '../logic/helper-answers.ts';
import { messageOf } from './call.ts';
import type { Helper } from './helper.ts';
import { SessionRestart } from './session-restart.ts';

/** A choice that the helper must know of before the session is asked. */
type Asking = Choice & { readonly ask: 'once' | 'skip' };

/** The way from the choice to the restart: the helper is told first, then the session is asked, and what was told is taken back where nothing comes of it. */
export class Armed {
  readonly #helper: Helper;
  readonly #failed: (kind: Choice['kind'], why: string) => void;
  readonly #session = new SessionRestart();
  #takeBack: Mode | null = null;
  #isLetGo = false;

  /** `failed`: the restart did not come about, and why. */
  constructor(helper: Helper, failed: (kind: Choice['kind'], why: string) => void) {
    this.#helper = helper;
    this.#failed = failed;
  }

  /** Never rejects: what goes wrong is told by `failed`. */
  async restart({ kind, ask, takeBack }: Asking): Promise<void> {
    // Chosen once more before the dialog came: the helper still remembers the first time.
    const before = takeBack ?? (this.#session.isWaiting ? this.#takeBack : null);
    try {
      await this.#helper.setMode(ask);
      this.#takeBack = before;
      const answer = this.#isLetGo ? 'gave-up' : await this.#session.ask();
      if (answer === 'restarts') this.#takeBack = null;
      if (answer === 'gave-up') await this.#disarm();
    } catch (error) {
      await this.#disarm();
      if (!this.#isLetGo) this.#failed(kind, readError(messageOf(error)));
    }
  }

  /** The extension ends: a restart that nobody has confirmed is not to be a quick one any more. */
  letGo(): void {
    this.#isLetGo = true;
    if (!this.#session.isWaiting) return;
    this.#session.forget();
    void this.#disarm();
  }

  /** Where the helper does not take it back, it ends by itself after a quarter of an hour. */
  async #disarm(): Promise<void> {
    const mode = this.#takeBack;
    this.#takeBack = null;
    if (mode === null) return;
    await this.#helper.setMode(mode).catch((error: unknown) => console.warn(`quick-restart: ${messageOf(error)}`));
  }
}

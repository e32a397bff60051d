import { join } from 'node:path';
import type { AutostartFile } from '../../adapters/user-files/autostart-file.ts';
import type { UserFolders } from '../../adapters/user-files/folders.ts';
import { KeptJson } from '../../adapters/user-files/kept-json.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../contracts/app/preferences.ts';
import type { Failure } from '../../contracts/errors.ts';
import { failure } from '../../contracts/failure.ts';
import { say, type Sentence } from '../../core/sentence.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { preferences as shape } from '../ipc/check-argument.ts';
import type { Store } from '../state/store.ts';

/** The person's preferences, in `quick-restart/preferences.json` of their configuration; whether it starts at login is the desktop's own file. */
export class PreferenceKeeper {
  readonly #file: KeptJson<Preferences>;
  readonly #autostart: AutostartFile | null;

  /** `autostart` null: this is no installed app, and a login shall not start it. */
  constructor(folders: Pick<UserFolders, 'config'>, autostart: AutostartFile | null) {
    this.#file = new KeptJson(join(folders.config, 'quick-restart/preferences.json'), shape, DEFAULT_PREFERENCES);
    this.#autostart = autostart;
  }

  /** What is kept, or the defaults; `remark` is for the log. */
  read(): { readonly preferences: Preferences; readonly remark: string | null } {
    const { value, remark } = this.#file.read();
    return { preferences: this.#autostart === null ? value : { ...value, startAtLogin: this.#autostart.isOn() }, remark };
  }

  /**
   * Writes our own file first, then the desktop's. Error: `settings-failed`, which says what could not be written; the store has what is
   * written.
   */
  save(preferences: Preferences, store: Store): Result<null, Failure> {
    const { startAtLogin } = store.state.preferences;
    const written = this.#file.write(preferences);
    if (!written.ok) return err(failed(say('The preferences could not be written: {detail}', { detail: written.error })));
    const started = this.#autostart === null || preferences.startAtLogin === startAtLogin ? ok(null) : this.#autostart.set(preferences.startAtLogin);
    store.change({ preferences: started.ok ? preferences : { ...preferences, startAtLogin } });
    return started.ok ? ok(null) : err(failed(say('Whether Quick Restart starts at login could not be written: {detail}', { detail: started.error })));
  }
}

function failed(what: Sentence): Failure {
  return failure('settings-failed', what, say('See whether the disk is full or the folder is read-only.'));
}

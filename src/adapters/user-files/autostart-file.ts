import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { UserFolders } from './folders.ts';
import { PRIVATE, replaceFile } from '../files/replace-file.ts';

const NAME = 'autostart/org.quickrestart1.Tray.desktop';

/**
 * Whether the app starts with the desktop session; Desktop Application Autostart Specification. The package brings an entry for
 * everybody; a person's own file of the same name goes before it, and one with `Hidden=true` switches it off.
 */
export class AutostartFile {
  readonly #own: string;
  readonly #everybodys: readonly string[];
  readonly #command: string;

  /** `command`: what the desktop runs, already quoted as the Desktop Entry Specification wants it. */
  constructor(folders: Pick<UserFolders, 'config' | 'systemConfig'>, command: string) {
    this.#own = join(folders.config, NAME);
    this.#everybodys = folders.systemConfig.map((folder) => join(folder, NAME));
    this.#command = command;
  }

  isOn(): boolean {
    const own = this.#readOwn();
    return own === null ? this.#isEverybodys() : !/^Hidden\s*=\s*true\s*$/m.test(own);
  }

  /** Leaves no file behind that says nothing. Error: why it could not be written. */
  set(on: boolean): Result<null, string> {
    try {
      if (on === this.#isEverybodys()) rmSync(this.#own, { force: true });
      else replaceFile(this.#own, this.#entry(on), PRIVATE);
      return ok(null);
    } catch (error) {
      return err(error instanceof Error ? error.message : String(error));
    }
  }

  #entry(on: boolean): string {
    const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Quick Restart', `Exec=${this.#command}`, 'Icon=org.quickrestart1.Tray', on ? 'X-GNOME-Autostart-enabled=true' : 'Hidden=true'];
    return `${lines.join('\n')}\n`;
  }

  #isEverybodys(): boolean {
    return this.#everybodys.some((path) => existsSync(path));
  }

  #readOwn(): string | null {
    try {
      return readFileSync(this.#own, 'utf8');
    } catch {
      return null; // not there, or not readable: then the desktop does not read it either
    }
  }
}

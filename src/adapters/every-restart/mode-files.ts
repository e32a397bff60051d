import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { NEXT_HOLDS_SECONDS, type KeptMode } from '../../core/every-restart/mode.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ModeStore } from '../../ports/every-restart.ts';
import type { StateError } from '../../ports/state-error.ts';
import { attemptState, writeState } from '../files/state-file.ts';
import { foreignDropIns } from './foreign-drop-ins.ts';

/** `on` and a line end; no file: off. Below systemd's StateDirectory=quick-restart. */
export const LASTING_FILE = '/var/lib/quick-restart/every-restart';
/** `once` or `skip`, and until which second of CLOCK_BOOTTIME. Below systemd's RuntimeDirectory=quick-restart. */
export const NEXT_FILE = '/run/quick-restart/every-restart';

/** ModeStore in two files that systemd/libexec/load-next reads too. `root` is for tests. */
export class ModeFiles implements ModeStore {
  readonly #root: string;
  readonly #uptime: () => number;

  constructor(root = '/', uptime: () => number = bootSeconds) {
    this.#root = root;
    this.#uptime = uptime;
  }

  read(): KeptMode {
    return { lasting: this.#text(LASTING_FILE) === 'on\n', next: this.#next() };
  }

  write({ lasting, next }: KeptMode): Result<null, StateError> {
    const kept = lasting ? this.#write(LASTING_FILE, 'on\n') : this.#remove(LASTING_FILE);
    if (!kept.ok) return kept;
    if (next === null) return this.#remove(NEXT_FILE);
    return this.#write(NEXT_FILE, `${next === 'quick' ? 'once' : 'skip'} ${Math.ceil(this.#uptime()) + NEXT_HOLDS_SECONDS}\n`);
  }

  foreignDropIns(): readonly string[] {
    return foreignDropIns(this.#root);
  }

  #next(): KeptMode['next'] {
    const [, word, until] = /^(once|skip) (\d{1,12})\n$/.exec(this.#text(NEXT_FILE)) ?? [];
    if (word === undefined || Math.floor(this.#uptime()) > Number(until)) return null;
    return word === 'once' ? 'quick' : 'ordinary';
  }

  #text(path: string): string {
    try {
      return readFileSync(join(this.#root, path), 'utf8');
    } catch {
      return ''; // not there, or not to be read: off
    }
  }

  #write(path: string, text: string): Result<null, StateError> {
    return writeState(join(this.#root, path), text);
  }

  #remove(path: string): Result<null, StateError> {
    const removed = attemptState(path, () => rmSync(join(this.#root, path), { force: true }));
    return removed.ok ? ok(null) : removed;
  }
}

/** CLOCK_BOOTTIME: it goes on while the machine sleeps, and no change of the time of day moves it. */
function bootSeconds(): number {
  return Number.parseFloat(readFileSync('/proc/uptime', 'latin1'));
}

/** A system that is looked at, and whose restarts are nobody's business here. */
export const NO_MODE: ModeStore = { read: () => ({ lasting: false, next: null }), write: () => ok(null), foreignDropIns: () => [] };

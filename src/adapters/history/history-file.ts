import { readFileSync } from 'node:fs';
import { EMPTY_HISTORY, parseHistory, type KeptHistory } from '../../core/history/kept-history.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { History, HistoryError } from '../../ports/history.ts';

/** systemd's StateDirectory=quick-restart. */
export const HISTORY_DIRECTORY = '/var/lib/quick-restart';

/** The history as one JSON file. */
export class HistoryFile implements History {
  readonly #file: string;

  constructor(directory: string = HISTORY_DIRECTORY) {
    this.#file = `${directory}/history`;
  }

  read(): Result<KeptHistory, HistoryError> {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return ok(EMPTY_HISTORY);
      return err({ kind: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed', path: this.#file, detail: message });
    }
    const parsed = parseHistory(text);
    return parsed.ok ? parsed : err({ kind: 'damaged', path: this.#file, detail: parsed.error });
  }
}

import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_HISTORY, formatHistory, parseHistory, type KeptHistory } from '../../core/history/kept-history.ts';
import { formatStopNote, parseStopNote, type StopNote } from '../../core/history/stop-note.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { History, HistoryError, HistoryStore } from '../../ports/history.ts';
import { flushDirectory, type Modes, replaceFile } from '../files/replace-file.ts';

/** systemd's StateDirectory=quick-restart. */
export const HISTORY_DIRECTORY = '/var/lib/quick-restart';
/** Names in it. The mark is written by quick-restart-stopped.service, see there. */
export const HISTORY_FILES = { history: 'history', stop: 'stop', stoppedMark: 'services-stopped' } as const;

/** 500 records are 150 kB. */
const MAX_BYTES = 1024 * 1024;
/** Damaged histories that are kept; the last place is used again and again. */
const MOST_ASIDE = 5;
/** systemd makes the directory; where it is missing, something is wrong that should be told. */
const MODES: Modes = { file: 0o644, folders: null };

/** The history as one JSON file, the note of the last stop as another, in one directory. */
export class HistoryFile implements HistoryStore {
  readonly #directory: string;
  readonly #history: string;
  readonly #stop: string;
  readonly #mark: string;

  constructor(directory: string = HISTORY_DIRECTORY) {
    this.#directory = directory;
    this.#history = join(directory, HISTORY_FILES.history);
    this.#stop = join(directory, HISTORY_FILES.stop);
    this.#mark = join(directory, HISTORY_FILES.stoppedMark);
  }

  read(): Result<KeptHistory, HistoryError> {
    return readFile(this.#history, parseHistory, EMPTY_HISTORY);
  }

  write(history: KeptHistory): Result<null, HistoryError> {
    return attempt(this.#history, () => replaceFile(this.#history, formatHistory(history), MODES));
  }

  keepAside(): Result<string, HistoryError> {
    const places = Array.from({ length: MOST_ASIDE }, (_, at) => `${this.#history}.corrupt-${at + 1}`);
    const place = places.find((path) => !existsSync(path)) ?? `${this.#history}.corrupt-${MOST_ASIDE}`;
    const moved = attempt(this.#history, () => {
      rmSync(place, { force: true, recursive: true });
      renameSync(this.#history, place);
      flushDirectory(this.#directory);
    });
    return moved.ok ? ok(place) : moved;
  }

  readStop(): Result<StopNote | null, HistoryError> {
    return readFile<StopNote | null>(this.#stop, parseStopNote, null);
  }

  writeStop(note: StopNote): Result<null, HistoryError> {
    return attempt(this.#stop, () => replaceFile(this.#stop, formatStopNote(note), MODES));
  }

  readStoppedMark(): string | null {
    const mark = readFile<string | null>(this.#mark, ok, null);
    return mark.ok ? mark.value : null;
  }

  clearStop(): Result<null, HistoryError> {
    return attempt(this.#stop, () => {
      for (const path of [this.#stop, this.#mark]) rmSync(path, { force: true, recursive: true });
      flushDirectory(this.#directory);
    });
  }
}

/** The history of a system that does not run. */
export const NO_HISTORY: History = { read: () => ok(EMPTY_HISTORY) };

/** `absent` where there is no such file; damaged also where it is no file, or larger than any of ours. */
function readFile<T>(path: string, parse: (text: string) => Result<T, string>, absent: T): Result<T, HistoryError> {
  let text: string;
  try {
    text = readBounded(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(absent);
    return err({ kind: code === undefined ? 'damaged' : kindOf(code), path, detail: message });
  }
  const parsed = parse(text);
  return parsed.ok ? parsed : err({ kind: 'damaged', path, detail: parsed.error });
}

function readBounded(path: string): string {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('it is no file');
    if (status.size > MAX_BYTES) throw new Error('it is far too large');
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function attempt(path: string, work: () => void): Result<null, HistoryError> {
  try {
    work();
    return ok(null);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return err({ kind: kindOf(code ?? ''), path, detail: message });
  }
}

function kindOf(code: string): HistoryError['kind'] {
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}

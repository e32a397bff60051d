import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_HISTORY, formatHistory, parseHistory, type KeptHistory } from '../../core/history/kept-history.ts';
import { type NotedStop, parseStopNotes } from '../../core/history/stop-notes.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { History, HistoryError, HistoryStore } from '../../ports/history.ts';
import { flushDirectory, type Modes, replaceFile } from '../files/replace-file.ts';

/** systemd's StateDirectory=quick-restart. */
export const HISTORY_DIRECTORY = '/var/lib/quick-restart';
/** systemd's RuntimeDirectory=quick-restart; systemd/libexec/note-stop looks for it. */
export const RECORDED_MARK = '/run/quick-restart/boot-recorded';
/** Names in it. The notes of stops are written by quick-restart-stop@.service, the mark by quick-restart-stopped.service. */
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
  readonly #recorded: string;

  constructor(directory: string = HISTORY_DIRECTORY, recorded: string = RECORDED_MARK) {
    this.#directory = directory;
    this.#recorded = recorded;
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

  /** The last note's time of day is the file's own time of change. */
  readStops(): Result<readonly (NotedStop | 'damaged')[], HistoryError> {
    return readFile<readonly (NotedStop | 'damaged')[]>(this.#stop, (text, changedMs) => ok(parseStopNotes(text, changedMs)), []);
  }

  readStoppedMark(): string | null {
    const mark = readFile<string | null>(this.#mark, ok, null);
    return mark.ok ? mark.value : null;
  }

  clearStops(): Result<null, HistoryError> {
    return attempt(this.#stop, () => {
      for (const path of [this.#stop, this.#mark]) rmSync(path, { force: true, recursive: true });
      flushDirectory(this.#directory);
    });
  }

  markRecorded(): Result<null, HistoryError> {
    return attempt(this.#recorded, () => replaceFile(this.#recorded, ''));
  }
}

/** The history of a system that does not run. */
export const NO_HISTORY: History = { read: () => ok(EMPTY_HISTORY) };

/** `absent` where there is no such file; damaged also where it is no file, or larger than any of ours. */
function readFile<T>(path: string, parse: (text: string, changedMs: number) => Result<T, string>, absent: T): Result<T, HistoryError> {
  let read: { readonly text: string; readonly changedMs: number };
  try {
    read = readBounded(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(absent);
    return err({ kind: code === undefined ? 'damaged' : kindOf(code), path, detail: message });
  }
  const parsed = parse(read.text, read.changedMs);
  return parsed.ok ? parsed : err({ kind: 'damaged', path, detail: parsed.error });
}

function readBounded(path: string): { readonly text: string; readonly changedMs: number } {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('it is no file');
    if (status.size > MAX_BYTES) throw new Error('it is far too large');
    return { text: readFileSync(descriptor, 'utf8'), changedMs: status.mtimeMs };
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

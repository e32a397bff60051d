import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { EMPTY_HISTORY, formatHistory, parseHistory, type KeptHistory } from '../../core/history/kept-history.ts';
import { type NotedStop, parseStopNotes } from '../../core/history/stop-notes.ts';
import { ok, type Result } from '../../core/result.ts';
import type { History, HistoryError, HistoryStore } from '../../ports/history.ts';
import { flushDirectory, replaceFile } from '../files/replace-file.ts';
import { attemptState, keepStateAside, readState, writeState } from '../files/state-file.ts';

/** systemd's StateDirectory=quick-restart. */
export const HISTORY_DIRECTORY = '/var/lib/quick-restart';
/** systemd's RuntimeDirectory=quick-restart; systemd/libexec/note-stop looks for it. */
export const RECORDED_MARK = '/run/quick-restart/boot-recorded';
/** Names in it. The notes of stops are written by quick-restart-stop@.service, the mark by quick-restart-stopped.service. */
export const HISTORY_FILES = { history: 'history', stop: 'stop', stoppedMark: 'services-stopped' } as const;

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
    return readState(this.#history, parseHistory, EMPTY_HISTORY);
  }

  write(history: KeptHistory): Result<null, HistoryError> {
    return writeState(this.#history, formatHistory(history));
  }

  keepAside(): Result<string, HistoryError> {
    return keepStateAside(this.#history);
  }

  /** The last note's time of day is the file's own time of change. */
  readStops(): Result<readonly (NotedStop | 'damaged')[], HistoryError> {
    return readState<readonly (NotedStop | 'damaged')[]>(this.#stop, (text, changedMs) => ok(parseStopNotes(text, changedMs)), []);
  }

  readStoppedMark(): string | null {
    const mark = readState<string | null>(this.#mark, ok, null);
    return mark.ok ? mark.value : null;
  }

  clearStops(): Result<null, HistoryError> {
    return attemptState(this.#stop, () => {
      for (const path of [this.#stop, this.#mark]) rmSync(path, { force: true, recursive: true });
      flushDirectory(this.#directory);
    });
  }

  markRecorded(): Result<null, HistoryError> {
    return attemptState(this.#recorded, () => replaceFile(this.#recorded, ''));
  }
}

/** The history of a system that does not run. */
export const NO_HISTORY: History = { read: () => ok(EMPTY_HISTORY) };

import type { KeptHistory } from '../core/history/kept-history.ts';
import type { NotedStop } from '../core/history/stop-notes.ts';
import type { Result } from '../core/result.ts';
import type { StateError } from './state-error.ts';

/** Why the history could not be read or written. */
export type HistoryError = StateError;

/** Reads the history of restarts. */
export interface History {
  /** An empty history where none was written yet. */
  read(): Result<KeptHistory, HistoryError>;
}

/** Keeps the history, and what one boot leaves for the next. A write is whole or not at all, also where the power fails. */
export interface HistoryStore extends History {
  write(history: KeptHistory): Result<null, HistoryError>;
  /** Moves a damaged history out of the way; the value is its new path. A few are kept. */
  keepAside(): Result<string, HistoryError>;
  /** The notes of the stops since the last record, oldest first; empty where there are none. */
  readStops(): Result<readonly (NotedStop | 'damaged')[], HistoryError>;
  /** /proc/uptime as it was when all services had stopped; null where it was not written. */
  readStoppedMark(): string | null;
  /** Removes what the last stop, and stops that were not recorded, left. */
  clearStops(): Result<null, HistoryError>;
  /** Notes, until the machine restarts, that this boot is recorded: its stop then has less to note. */
  markRecorded(): Result<null, HistoryError>;
}

import type { KeptHistory } from '../core/history/kept-history.ts';
import type { Result } from '../core/result.ts';

/** Why the history could not be read or written. */
export interface HistoryError {
  readonly kind:
    | 'damaged' // what is there is no history of this version
    | 'denied'
    | 'failed'; // a full or read-only disk, a file that is no file, an I/O error
  readonly path: string;
  readonly detail: string;
}

/** Reads the history of restarts. */
export interface History {
  /** An empty history where none was written yet. */
  read(): Result<KeptHistory, HistoryError>;
}

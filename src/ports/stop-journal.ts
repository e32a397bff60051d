import type { StopEvent } from '../core/history/slow-stops.ts';
import type { Result } from '../core/result.ts';

/** Why the journal of the boot before could not be read. */
export interface StopJournalError {
  readonly kind:
    | 'not-kept' // the journal ends with the machine's uptime, or there is none
    | 'denied'
    | 'failed';
  readonly detail: string;
}

/** What the service manager wrote while the machine went down the last time. */
export interface StopJournal {
  /** In the order of the journal; empty where the boot before has none of them: it was cut off. */
  read(): Promise<Result<readonly StopEvent[], StopJournalError>>;
}

import type { LastDecision, Tries } from '../core/chainload/state.ts';
import type { Result } from '../core/result.ts';
import type { StateError } from './state-error.ts';

/** Who starts the program at boot: a unit of systemd, the kernel itself (`init=`), an init script. */
export type ChainloadWay = 'systemd' | 'init' | 'sysv';

/** The configuration of chain loading and what it remembers. A write is whole or not at all, also where the power fails. */
export interface ChainloadFiles {
  /** The text as it stands there; null where there is no file. */
  readConfig(): Result<string | null, StateError>;
  /** null removes it. */
  writeConfig(text: string | null): Result<null, StateError>;
  /** No tries where none were written down. */
  readTries(): Result<Tries, StateError>;
  writeTries(tries: Tries): Result<null, StateError>;
  /** null where nothing was decided yet. */
  readLast(): Result<LastDecision | null, StateError>;
  /** Removes counters and the last decision. */
  forgetState(): Result<null, StateError>;
}

/** Why a way could not be set up or undone. */
export interface ChainloadWayError {
  readonly kind:
    | 'not-offered' // this machine has no such init, or a file of the package is missing
    | 'denied'
    | 'failed';
  /** The system's words, to be read after a colon. */
  readonly detail: string;
}

/** What has the program run at boot. Of `init` there is only what confirms a boot: its word stands on a command line that is not ours to change. */
export interface ChainloadWays {
  /** The ways that are set up, as far as this machine's own files say. */
  readSetUp(): readonly ChainloadWay[];
  /** Whether this machine could use it, and is prepared for it. */
  check(way: ChainloadWay): Result<null, ChainloadWayError>;
  /** Sets it up; done where it is. Of two at a time nobody thought: undo the other one first. */
  setUp(way: ChainloadWay): Promise<Result<null, ChainloadWayError>>;
  /** Undoes what setUp did, all of it; done where it is not set up. */
  undo(way: ChainloadWay): Promise<Result<null, ChainloadWayError>>;
}

/** The program that does the work at boot. */
export interface ChainloadProgram {
  /** Counts this boot as good. Error: a sentence's part, to be read after a colon. */
  confirm(): Promise<Result<null, string>>;
}

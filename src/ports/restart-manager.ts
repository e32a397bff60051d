import type { Result } from '../core/result.ts';

/** A lock on shutdown, logind's ListInhibitors (org.freedesktop.login1(5)). */
export interface Inhibitor {
  readonly what: readonly string[];
  /** Name of the program. */
  readonly who: string;
  readonly why: string;
  readonly mode: 'block' | 'block-weak' | 'delay' | 'unknown';
  readonly uid: number;
  readonly pid: number;
}

/** A login session, for naming the other people who are logged in. */
export interface LoginSession {
  readonly id: string;
  readonly uid: number;
  readonly userName: string;
  readonly seat: string;
}

/** logind's answer to CanReboot. */
export type CanRestart = 'yes' | 'no' | 'challenge' | 'na' | 'inhibited' | 'inhibitor-blocked' | 'challenge-inhibitor-blocked' | 'unknown';

/** Why the restart manager did not do it. */
export interface RestartError {
  readonly kind:
    | 'absent' // no logind on this system
    | 'not-authorised'
    | 'authentication-required' // an authentication agent could help
    | 'inhibited'
    | 'flag-unknown' // logind before 249 knows no restart through kexec
    | 'no-reply'
    | 'failed';
  readonly detail: string;
}

/** Asks for restarts as the caller: its authorisation and inhibitor locks apply to the person who runs us. */
export interface RestartManager {
  canRestart(): Promise<Result<CanRestart, RestartError>>;
  /** RebootWithFlags(0x02). Does an ordinary restart where nothing is loaded: check first. `interactive` allows a password dialog. */
  restartThroughKexec(interactive: boolean): Promise<Result<null, RestartError>>;
  /** Ordinary restart; never through kexec, provided that nothing is loaded. */
  restart(interactive: boolean): Promise<Result<null, RestartError>>;
  inhibitors(): Promise<Result<readonly Inhibitor[], RestartError>>;
  sessions(): Promise<Result<readonly LoginSession[], RestartError>>;
}

import type { CheckOutcome } from '../core/restart-plan/check.ts';
import type { SaidWithHint } from '../core/said.ts';

/** Exit codes of the CLI; stable. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3, notAuthorised: 4, notSupported: 5, nothingToDo: 6 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Every foreseen failure of the product: its D-Bus error (after `org.quickrestart1.Error.`) and the exit code of the CLI.
 * The kind travels over the bus and in JSON; nobody matches on message text.
 */
export const ERRORS = {
  usage: { dbus: 'InvalidArgs', exit: EXIT.usage },
  'entry-unknown': { dbus: 'EntryUnknown', exit: EXIT.usage },
  'entry-ambiguous': { dbus: 'EntryAmbiguous', exit: EXIT.usage },
  'no-entry': { dbus: 'NoEntry', exit: EXIT.refused },
  refused: { dbus: 'Refused', exit: EXIT.refused },
  inhibited: { dbus: 'Inhibited', exit: EXIT.refused },
  'not-authorised': { dbus: 'NotAuthorised', exit: EXIT.notAuthorised },
  'authentication-required': { dbus: 'AuthenticationRequired', exit: EXIT.notAuthorised },
  cancelled: { dbus: 'Cancelled', exit: EXIT.failed },
  busy: { dbus: 'Busy', exit: EXIT.failed },
  'load-failed': { dbus: 'LoadFailed', exit: EXIT.failed },
  'unload-failed': { dbus: 'UnloadFailed', exit: EXIT.failed },
  'restart-failed': { dbus: 'RestartFailed', exit: EXIT.failed },
  'settings-failed': { dbus: 'SettingsFailed', exit: EXIT.failed },
  'read-failed': { dbus: 'ReadFailed', exit: EXIT.failed },
  'helper-unavailable': { dbus: 'HelperUnavailable', exit: EXIT.failed },
  'helper-incompatible': { dbus: 'HelperIncompatible', exit: EXIT.failed },
  'not-supported': { dbus: 'NotSupported', exit: EXIT.notSupported },
  'nothing-loaded': { dbus: 'NothingLoaded', exit: EXIT.nothingToDo },
  'nothing-failed': { dbus: 'NothingFailed', exit: EXIT.nothingToDo },
  internal: { dbus: 'Internal', exit: EXIT.failed },
} as const satisfies Record<string, { dbus: string; exit: ExitCode }>;

export type ErrorKind = keyof typeof ERRORS;

/** A foreseen failure: what happened in one sentence, what to do in another (may be empty), the checks that refused. */
export interface Failure extends SaidWithHint {
  readonly kind: ErrorKind;
  readonly checks?: readonly CheckOutcome[];
}

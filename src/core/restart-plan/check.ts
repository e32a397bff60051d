/** Names of the checks, closed; printed in JSON and used on the bus. One file each in checks/. */
export type CheckId =
  | 'default-entry'
  | 'entry-fit'
  | 'kernel-image'
  | 'kernel-architecture'
  | 'initrds'
  | 'root-argument'
  | 'kexec-tool'
  | 'kexec-support'
  | 'kexec-load-disabled'
  | 'lockdown'
  | 'package-manager'
  | 'container'
  | 'already-loaded'
  | 'newest-differs';

/** `refusal` stops a quick restart; `warning` does not; `unknown` says that it could not be found out. */
export type CheckResult = 'ok' | 'warning' | 'refusal' | 'unknown';

/**
 * The outcome of one check: one sentence, and what to do (empty where nothing is to be done).
 * `against` says what a refusal stands against: kexec only, or any restart at this moment.
 */
export interface CheckOutcome {
  readonly id: CheckId;
  readonly result: CheckResult;
  readonly message: string;
  readonly hint: string;
  readonly against: 'quick' | 'any';
}

import type { ErrorKind, Failure } from '../contracts/errors.ts';
import type { CheckOutcome } from '../core/restart-plan/check.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import type { FileError } from '../ports/boot-files.ts';
import type { KexecError } from '../ports/kexec.ts';

/** Builds every failure that the engine reports: what was tried, what happened, what to do. */
export function failure(kind: ErrorKind, message: string, hint = '', checks?: readonly CheckOutcome[]): Failure {
  return checks === undefined ? { kind, message, hint } : { kind, message, hint, checks };
}

/** No boot configuration could be read at all. */
export function noConfiguration(errors: readonly FileError[]): Failure {
  const denied = errors.find((error) => error.kind === 'denied');
  if (denied !== undefined) return failure('not-authorised', `${denied.path} may be read by root only.`, 'Install the helper (quick-restartd), or run this command as root.');
  const unreadable = errors.find((error) => error.kind !== 'missing');
  if (unreadable !== undefined) return failure('read-failed', `${unreadable.path} could not be read: ${unreadable.detail}.`, 'Check the file system that holds it.');
  return failure('not-supported', 'No boot configuration that Quick Restart reads was found.', `Looked for: ${errors.map((error) => error.path).join(', ')}.`);
}

/** The plan does not allow a quick restart; carries the checks that say why. */
export function refused(plan: RestartPlan): Failure {
  const refusals = plan.checks.filter((check) => check.result === 'refusal');
  const first = refusals[0];
  const hint = refusals.map((check) => check.hint).find((text) => text !== '') ?? 'An ordinary restart is still possible: quick-restart now --full.';
  return failure(plan.entry === null ? 'no-entry' : 'refused', first?.message ?? 'The plan does not allow a quick restart.', hint, plan.checks);
}

const KEXEC_HINTS: Readonly<Record<KexecError['kind'], string>> = {
  'tool-missing': 'Install kexec-tools.',
  'not-permitted': 'Lockdown, kexec_load_disabled or a missing capability forbids it: quick-restart plan tells which.',
  signature: 'The kernel image is not signed with a key that this kernel trusts. An ordinary restart is possible.',
  'not-supported': 'The running kernel was built without kexec. An ordinary restart is possible.',
  rejected: 'The kernel image may be damaged: reinstall its package, or restart the ordinary way.',
  timeout: 'Nothing was left loaded. Try again, or restart the ordinary way.',
  'not-verified': 'Nothing was left loaded. Restart the ordinary way.',
  failed: 'Nothing was left loaded. Restart the ordinary way.',
};

/** kexec(8) or the kernel did not load the image. */
export function loadFailed(error: KexecError): Failure {
  const kind = error.kind === 'tool-missing' || error.kind === 'not-supported' ? 'not-supported' : 'load-failed';
  return failure(kind, `The kernel could not be loaded: ${error.detail}.`, KEXEC_HINTS[error.kind]);
}

/** A package manager or an administrator was at work while kexec read the files. */
export function changedMeanwhile(paths: readonly string[]): Failure {
  return failure('load-failed', `${paths.join(', ')} changed while it was being loaded.`, 'Nothing was left loaded. When whoever changes it has finished, try again.');
}

/** A kernel is still loaded that should not be. */
export function unloadFailed(error: KexecError): Failure {
  return failure('unload-failed', `The loaded kernel could not be unloaded: ${error.detail}.`, 'Until it is, an ordinary restart may start it: run kexec -u -a as root.');
}

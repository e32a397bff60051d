import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { hintOf, messageOf } from '../core/said.ts';
import { say, type Sentence } from '../core/sentence.ts';
import type { FileError } from '../ports/boot-files.ts';
import type { KexecError } from '../ports/kexec.ts';

/** No boot configuration could be read at all. */
export function noConfiguration(errors: readonly FileError[]): Failure {
  const denied = errors.find((error) => error.kind === 'denied');
  if (denied !== undefined) {
    return failure('not-authorised', say('{path} may be read by root only.', { path: denied.path }), say('Install the helper (quick-restartd), or run this command as root.'));
  }
  const unreadable = errors.find((error) => error.kind !== 'missing');
  if (unreadable !== undefined) return failure('read-failed', couldNotBeRead(unreadable), say('Check the file system that holds it.'));
  return failure('not-supported', say('No boot configuration that Quick Restart reads was found.'), say('Looked for: {paths}.', { paths: errors.map((error) => error.path).join(', ') }));
}

/** What the system said about a file. */
export function couldNotBeRead({ path, detail }: Pick<FileError, 'path' | 'detail'>): Sentence {
  return say('{path} could not be read: {detail}.', { path, detail });
}

/** The plan does not allow a quick restart; carries the checks that say why. */
export function refused(plan: RestartPlan): Failure {
  const refusals = plan.checks.filter((check) => check.result === 'refusal');
  const [first] = refusals;
  const message = first === undefined ? say('The plan does not allow a quick restart.') : messageOf(first);
  const hint = refusals.map(hintOf).find((one) => one !== null) ?? say('An ordinary restart is still possible: quick-restart now --full.');
  return failure(plan.entry === null ? 'no-entry' : 'refused', message, hint, plan.checks);
}

const KEXEC_HINTS: Readonly<Record<KexecError['kind'], Sentence>> = {
  'tool-missing': say('Install kexec-tools.'),
  'not-permitted': say('Lockdown, kexec_load_disabled or a missing capability forbids it: quick-restart plan tells which.'),
  signature: say('The kernel image is not signed with a key that this kernel trusts. An ordinary restart is possible.'),
  'not-supported': say('The running kernel was built without kexec. An ordinary restart is possible.'),
  rejected: say('The kernel image may be damaged: reinstall its package, or restart the ordinary way.'),
  timeout: say('Nothing was left loaded. Try again, or restart the ordinary way.'),
  'not-verified': say('Nothing was left loaded. Restart the ordinary way.'),
  failed: say('Nothing was left loaded. Restart the ordinary way.'),
};

/** kexec(8) or the kernel did not load the image. */
export function loadFailed(error: KexecError): Failure {
  const kind = error.kind === 'tool-missing' || error.kind === 'not-supported' ? 'not-supported' : 'load-failed';
  return failure(kind, say('The kernel could not be loaded: {detail}.', { detail: error.detail }), KEXEC_HINTS[error.kind]);
}

/** A package manager or an administrator was at work while kexec read the files. */
export function changedMeanwhile(paths: readonly string[]): Failure {
  return failure(
    'load-failed',
    say('{paths} changed while it was being loaded.', { paths: paths.join(', ') }),
    say('Nothing was left loaded. When whoever changes it has finished, try again.'),
  );
}

/** A kernel is still loaded that should not be. */
export function unloadFailed(error: KexecError): Failure {
  const hint = say('Until it is, an ordinary restart may start it: run kexec -u -a as root.');
  return failure('unload-failed', say('The loaded kernel could not be unloaded: {detail}.', { detail: error.detail }), hint);
}

import type { ErrorKind, Failure } from '../contracts/errors.ts';
import type { CheckOutcome } from '../core/restart-plan/check.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import type { Inhibitor, LoginSession, RestartError } from '../ports/restart-manager.ts';

/** How to restart all the same, at a terminal; where there is a button for it, it is left out. */
export const ORDINARY_WAY = 'An ordinary restart still works: quick-restart now --full.';
const UNLOAD_BY_HAND = "A loaded kernel is started by any restart: as root, run 'kexec -u -a'.";

/** The person said no, or pressed Ctrl-C. */
export const CANCELLED: Failure = { kind: 'cancelled', message: 'Cancelled: nothing was changed.', hint: '' };

/** The same, after something had been loaded or might have been. */
export const CANCELLED_UNLOADED: Failure = { kind: 'cancelled', message: 'Cancelled: no kernel is loaded any more, and the machine is not restarted.', hint: '' };

export const CHANGED: Failure = {
  kind: 'load-failed',
  message: 'What was loaded is not what the plan showed: the boot configuration has changed in between.',
  hint: 'Look again and repeat it: quick-restart plan.',
};

export const NOT_VERIFIED: Failure = { kind: 'load-failed', message: 'The kernel was loaded, but the system does not confirm it.', hint: '' };

/** Somebody changes the boot files faster than they can be loaded. */
export function outOfDate(paths: readonly string[]): Failure {
  return { kind: 'load-failed', message: `The kernel was loaded twice, and ${paths.join(', ')} changed behind it each time.`, hint: 'When whoever changes it has finished, try again.' };
}

export const MAY_NOT_RESTART: Failure = { kind: 'not-authorised', message: 'This account may not restart the machine.', hint: 'Ask an administrator, or use sudo.' };

export const RESTART_NOT_SUPPORTED: Failure = { kind: 'not-supported', message: 'This machine cannot be restarted from here, says logind.', hint: 'In a container, restart the host or the container.' };

/** A check stands against a quick restart only. */
export function refusedQuick(plan: RestartPlan): Failure {
  const refusal = plan.checks.find((check) => check.result === 'refusal');
  const hint = [refusal?.hint ?? '', ORDINARY_WAY].filter((text) => text !== '').join(' ');
  return { kind: plan.entry === null ? 'no-entry' : 'refused', message: refusal?.message ?? 'The plan does not allow a quick restart.', hint, checks: plan.checks };
}

/** A check stands against any restart now. */
export function refusedAtAll(plan: RestartPlan): Failure {
  const refusal = plan.checks.find(standsAgainstAny);
  return { kind: 'refused', message: refusal?.message ?? 'The plan does not allow any restart now.', hint: refusal?.hint ?? '', checks: plan.checks };
}

/** Names who holds the locks; with none to name, logind alone says that somebody does. */
export function inhibited(locks: readonly Inhibitor[], sessions: readonly LoginSession[]): Failure {
  const who = locks.map((lock) => `${lock.who} (process ${lock.pid}, user ${userName(lock.uid, sessions)}): “${lock.why}”`);
  const message = who.length === 0 ? 'A program blocks restarting.' : `Restarting is blocked by ${who.join('; by ')}.`;
  return { kind: 'inhibited', message, hint: "Wait until it has finished, or end it; 'systemd-inhibit --list' shows all locks." };
}

/** The restart manager did not do it, in our words. */
export function restartFailed(error: RestartError): Failure {
  const [kind, message, hint] = RESTART_ERRORS[error.kind];
  return { kind, message: error.detail === '' ? `${message}.` : `${message}: ${error.detail.replace(/[.\s]+$/, '')}.`, hint };
}

/** The failure that came first, and that a kernel may be left behind. */
export function stillLoaded(first: Failure, unload: Failure): Failure {
  return { kind: 'unload-failed', message: `${first.message} And the kernel could not be unloaded: ${unload.message}`, hint: UNLOAD_BY_HAND };
}

/** An ordinary restart was wanted, and a loaded kernel would make it a quick one. */
export function wouldBeHijacked(unload: Failure): Failure {
  if (unload.kind === 'not-authorised' || unload.kind === 'authentication-required') return unload;
  return { kind: 'unload-failed', message: `A kernel is loaded and would be started by an ordinary restart: ${unload.message}`, hint: UNLOAD_BY_HAND };
}

/** A failure behind the person's yes: nothing is loaded any more; says how to restart all the same. */
export function withWayOut(failure: Failure): Failure {
  return !allowsFallback(failure) || failure.hint.includes('--full') ? failure : { ...failure, hint: [failure.hint, ORDINARY_WAY].filter((text) => text !== '').join(' ') };
}

/** Whether an ordinary restart is a sound answer to a failed quick one. */
export function allowsFallback(failure: Failure): boolean {
  return !NO_FALLBACK.includes(failure.kind) && failure.checks?.some(standsAgainstAny) !== true;
}

/** A mistake of the person's, their wish, or something that stands against every restart. */
const NO_FALLBACK: readonly ErrorKind[] = ['usage', 'entry-unknown', 'entry-ambiguous', 'inhibited', 'busy', 'cancelled', 'unload-failed', 'internal'];

const RESTART_ERRORS: Readonly<Record<RestartError['kind'], readonly [ErrorKind, string, string]>> = {
  absent: ['not-supported', 'logind is not there, so nobody can be asked for a restart', 'Quick Restart needs systemd-logind.'],
  'not-authorised': ['not-authorised', 'logind does not let this account restart the machine', 'Ask an administrator, or use sudo.'],
  'authentication-required': ['authentication-required', 'Restarting needs a password', 'Run it in a terminal, where it can be asked for, or with sudo.'],
  inhibited: ['inhibited', 'A program blocks restarting', "'systemd-inhibit --list' shows which."],
  'flag-unknown': ['not-supported', 'This logind knows no restart through kexec', 'It needs systemd 249 or newer.'],
  'no-reply': ['restart-failed', 'logind did not answer', "See 'journalctl -u systemd-logind'."],
  failed: ['restart-failed', 'logind did not restart the machine', "See 'journalctl -u systemd-logind'."],
};

function standsAgainstAny(check: CheckOutcome): boolean {
  return check.result === 'refusal' && check.against === 'any';
}

function userName(uid: number, sessions: readonly LoginSession[]): string {
  return uid === 0 ? 'root' : (sessions.find((one) => one.uid === uid)?.userName ?? String(uid));
}

import type { ErrorKind, Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { CheckOutcome } from '../core/restart-plan/check.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { hintOf, messageOf, saidWithHint, type SaidWithHint } from '../core/said.ts';
import { both, say, without, type Sentence } from '../core/sentence.ts';
import type { Inhibitor, LoginSession, RestartError } from '../ports/restart-manager.ts';
import type { SessionError } from '../ports/session-manager.ts';

/** How to restart all the same, at a terminal; where there is a button for it, it is left out. */
const ORDINARY_WAY = say('An ordinary restart still works: quick-restart now --full.');
const UNLOAD_BY_HAND = say("A loaded kernel is started by any restart: as root, run 'kexec -u -a'.");
const ASK_AN_ADMINISTRATOR = say('Ask an administrator, or use sudo.');

/** The person said no, or pressed Ctrl-C. */
export const CANCELLED: Failure = failure('cancelled', say('Cancelled: nothing was changed.'));

/** The same, after something had been loaded or might have been. */
export const CANCELLED_UNLOADED: Failure = failure('cancelled', say('Cancelled: no kernel is loaded any more, and the machine is not restarted.'));

export const CHANGED: Failure = failure(
  'load-failed',
  say('What was loaded is not what the plan showed: the boot configuration has changed in between.'),
  say('Look again and repeat it: quick-restart plan.'),
);

/** The same, where it was prepared for the next restart and not loaded. */
export const CHANGED_NEXT: Failure = failure(
  'load-failed',
  say('What the next restart would start is not what the plan showed: the boot configuration has changed in between.'),
  say('Look again and repeat it: quick-restart plan.'),
);

/** A person or a program said no to the session manager. */
export const SESSION_GOES_ON: Failure = failure('cancelled', say('Cancelled: the session goes on, and no kernel is loaded.'));

export const NOT_VERIFIED: Failure = failure('load-failed', say('The kernel was loaded, but the system does not confirm it.'));

/** Somebody changes the boot files faster than they can be loaded. */
export function outOfDate(paths: readonly string[]): Failure {
  const message = say('The kernel was loaded twice, and {paths} changed behind it each time.', { paths: paths.join(', ') });
  return failure('load-failed', message, say('When whoever changes it has finished, try again.'));
}

export const MAY_NOT_RESTART: Failure = failure('not-authorised', say('This account may not restart the machine.'), ASK_AN_ADMINISTRATOR);

export const RESTART_NOT_SUPPORTED: Failure = failure(
  'not-supported',
  say('This machine cannot be restarted from here, says logind.'),
  say('In a container, restart the host or the container.'),
);

/** A check stands against a quick restart only. */
export function refusedQuick(plan: RestartPlan): Failure {
  const refusal = plan.checks.find((check) => check.result === 'refusal');
  const message = refusal === undefined ? say('The plan does not allow a quick restart.') : messageOf(refusal);
  return failure(plan.entry === null ? 'no-entry' : 'refused', message, withOrdinaryWay(refusal), plan.checks);
}

/** A check stands against any restart now. */
export function refusedAtAll(plan: Pick<RestartPlan, 'checks'>): Failure {
  const refusal = plan.checks.find(standsAgainstAny);
  const message = refusal === undefined ? say('The plan does not allow any restart now.') : messageOf(refusal);
  return failure('refused', message, refusal === undefined ? null : hintOf(refusal), plan.checks);
}

/** What stands against any restart although no plan could be made; null where nothing is known to. */
export function inTheWay({ checks = [] }: Failure): Failure | null {
  return checks.some(standsAgainstAny) ? refusedAtAll({ checks }) : null;
}

/** Names who holds the locks; with none to name, logind alone says that somebody does. */
export function inhibited(locks: readonly Inhibitor[], sessions: readonly LoginSession[]): Failure {
  const [first, ...others] = locks.map((lock) => programOf(lock, sessions));
  const hint = say("Wait until it has finished, or end it; 'systemd-inhibit --list' shows all locks.");
  if (first === undefined) return failure('inhibited', say('A program blocks restarting.'), hint);
  const programs = others.reduce((before, next) => say('{before}; by {next}', { before, next }), first);
  return failure('inhibited', say('Restarting is blocked by {programs}.', { programs }), hint);
}

function programOf({ who, pid, uid, why }: Inhibitor, sessions: readonly LoginSession[]): Sentence {
  return say('{who} (process {pid}, user {user}): “{why}”', { who, pid: String(pid), user: userName(uid, sessions), why });
}

/** The restart manager did not do it, in our words. */
export function restartFailed(error: RestartError): Failure {
  const [kind, problem, hint] = RESTART_ERRORS[error.kind];
  const detail = error.detail.replace(/[.\s]+$/, '');
  return failure(kind, error.detail === '' ? say('{problem}.', { problem }) : say('{problem}: {detail}.', { problem, detail }), hint);
}

/** The session manager did not end the session, in our words. */
export function sessionFailed({ kind, detail }: SessionError): Failure {
  switch (kind) {
    case 'busy':
      return failure('busy', say('The session is starting or being ended already.'), say('Answer what the desktop or a program asks, then try again.'));
    case 'forbidden':
      return failure('not-authorised', say('This desktop is set up so that nobody may end the session.'), ASK_AN_ADMINISTRATOR);
    case 'absent':
    case 'no-reply':
    case 'failed':
      return failure('restart-failed', say('The desktop did not end the session: {detail}.', { detail: detail.replace(/[.\s]+$/, '') }), say('Restart from the desktop’s own menu.'));
  }
}

/** The failure that came first, and that the next restart is still the other kind than every-restart mode says. */
export function notSetBack(first: Failure, why: Failure): Failure {
  const message = say('{problem} And every-restart mode could not be set back: {detail}', { problem: messageOf(first), detail: messageOf(why) });
  return failure('restart-failed', message, say('It counts for the next restart within 15 minutes: quick-restart every-restart status.'));
}

/** The failure that came first, and that a kernel may be left behind. */
export function stillLoaded(first: Failure, unload: Failure): Failure {
  return failure('unload-failed', say('{problem} And the kernel could not be unloaded: {detail}', { problem: messageOf(first), detail: messageOf(unload) }), UNLOAD_BY_HAND);
}

/** An ordinary restart was wanted, and a loaded kernel would make it a quick one. */
export function wouldBeHijacked(unload: Failure): Failure {
  if (unload.kind === 'not-authorised' || unload.kind === 'authentication-required') return unload;
  return failure('unload-failed', say('A kernel is loaded and would be started by an ordinary restart: {detail}', { detail: messageOf(unload) }), UNLOAD_BY_HAND);
}

/** A failure behind the person's yes: nothing is loaded any more; says how to restart all the same. */
export function withWayOut(problem: Failure): Failure {
  if (!allowsFallback(problem) || problem.hint.includes('--full')) return problem;
  return { ...problem, ...saidWithHint(messageOf(problem), withOrdinaryWay(problem)) };
}

/** The failure for a person who has a button for what withWayOut would have them type. */
export function withoutOrdinaryWay(problem: Failure): Failure {
  const hint = hintOf(problem);
  return hint === null ? problem : { ...problem, ...saidWithHint(messageOf(problem), without(hint, ORDINARY_WAY)) };
}

function withOrdinaryWay(told: SaidWithHint | undefined): Sentence {
  const hint = told === undefined ? null : hintOf(told);
  return hint === null ? ORDINARY_WAY : both(hint, ORDINARY_WAY);
}

/** Whether an ordinary restart is a sound answer to a failed quick one. */
export function allowsFallback(problem: Failure): boolean {
  return !NO_FALLBACK.includes(problem.kind) && problem.checks?.some(standsAgainstAny) !== true;
}

/** A mistake of the person's, their wish, or something that stands against every restart. */
const NO_FALLBACK: readonly ErrorKind[] = ['usage', 'entry-unknown', 'entry-ambiguous', 'inhibited', 'busy', 'cancelled', 'unload-failed', 'internal'];

/** What happened, without its full stop: the system's own words may follow. */
const RESTART_ERRORS: Readonly<Record<RestartError['kind'], readonly [ErrorKind, Sentence, Sentence]>> = {
  absent: ['not-supported', say('logind is not there, so nobody can be asked for a restart'), say('Quick Restart needs systemd-logind.')],
  'not-authorised': ['not-authorised', say('logind does not let this account restart the machine'), ASK_AN_ADMINISTRATOR],
  'authentication-required': ['authentication-required', say('Restarting needs a password'), say('Run it in a terminal, where it can be asked for, or with sudo.')],
  inhibited: ['inhibited', say('A program blocks restarting'), say("'systemd-inhibit --list' shows which.")],
  'flag-unknown': ['not-supported', say('This logind knows no restart through kexec'), say('It needs systemd 249 or newer.')],
  'no-reply': ['restart-failed', say('logind did not answer'), say("See 'journalctl -u systemd-logind'.")],
  failed: ['restart-failed', say('logind did not restart the machine'), say("See 'journalctl -u systemd-logind'.")],
};

function standsAgainstAny(check: CheckOutcome): boolean {
  return check.result === 'refusal' && check.against === 'any';
}

function userName(uid: number, sessions: readonly LoginSession[]): string {
  return uid === 0 ? 'root' : (sessions.find((one) => one.uid === uid)?.userName ?? String(uid));
}

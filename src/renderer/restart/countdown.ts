import type { RestartView } from '../../contracts/app/restart-window.ts';
import { possibleNow } from './offer.ts';

/**
 * The countdown of a restart window.
 * `waiting`: the window still reads. `off`: it did not begin with what was read first, or the window was touched before, so it never
 * will: what stood in its way may go when nobody looks any more. `counting`: at 0 it is due.
 * `stopped`: it ran and was touched, or something came into its way; it does not go on.
 */
export type Countdown =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'off' }
  | { readonly kind: 'counting'; readonly secondsLeft: number }
  | { readonly kind: 'stopped' };

/** What of a view decides whether it counts. */
export type CountdownFacts = Pick<RestartView, 'phase' | 'action' | 'problem' | 'countdownSeconds' | 'blockers'>;

/**
 * The countdown after a view arrived. It begins once, and only where nobody has to be asked: with programs in the way, without a
 * plan, or with a refusal of any restart it never goes ahead by itself. Whether other people are to be minded is a preference, so
 * there the main process says it, by giving no seconds.
 */
export function countdownAfterView(now: Countdown, facts: CountdownFacts): Countdown {
  if (now.kind === 'counting') return mayCount(facts) ? now : { kind: 'stopped' };
  if (now.kind !== 'waiting' || facts.phase.kind === 'reading') return now;
  return facts.countdownSeconds !== null && mayCount(facts) ? { kind: 'counting', secondsLeft: facts.countdownSeconds } : { kind: 'off' };
}

/** The countdown after one second. */
export function countdownAfterSecond(now: Countdown): Countdown {
  return now.kind === 'counting' ? { kind: 'counting', secondsLeft: Math.max(0, now.secondsLeft - 1) } : now;
}

/** The countdown after the person touched the window: a key, a press, a turn of the wheel, another control. */
export function countdownAfterTouch(now: Countdown): Countdown {
  if (now.kind === 'waiting') return { kind: 'off' };
  return now.kind === 'counting' ? { kind: 'stopped' } : now;
}

/** The restart is to go ahead by itself now. */
export function isDue(now: Countdown): boolean {
  return now.kind === 'counting' && now.secondsLeft <= 0;
}

function mayCount(facts: CountdownFacts): boolean {
  const isPlanned = facts.problem === null && possibleNow(facts) !== 'neither';
  return facts.phase.kind === 'choosing' && facts.countdownSeconds !== null && isPlanned && facts.blockers.length === 0;
}

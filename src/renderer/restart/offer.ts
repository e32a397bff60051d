import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartView } from '../../contracts/app/restart-window.ts';

/** What of a view decides what can be offered. */
export type OfferFacts = Pick<RestartView, 'action' | 'problem' | 'modifierTurns'>;

/** What the person has set in the window. */
export interface Wish {
  /** What the visible switch stands for; it starts with the preference. */
  readonly chosen: RestartHow;
  /** Shift or Ctrl is held. */
  readonly held: boolean;
}

/** Which restarts are possible now. */
export type Possible = 'both' | 'ordinary-only' | 'neither';

/** Without a plan (no helper, nothing readable) only the ordinary restart remains, which needs none. */
export function possibleNow({ action, problem }: Pick<OfferFacts, 'action' | 'problem'>): Possible {
  if (action === 'quick') return 'both';
  if (action === 'none') return 'neither';
  return action === 'full' || problem !== null ? 'ordinary-only' : 'neither';
}

/**
 * What the restart button does at this moment; null where no restart is offered. Shift or Ctrl turn the choice into the other,
 * unless the person switched that off; what is not possible is never offered.
 */
export function offeredHow(facts: OfferFacts, { chosen, held }: Wish): RestartHow | null {
  switch (possibleNow(facts)) {
    case 'neither':
      return null;
    case 'ordinary-only':
      return 'full';
    case 'both':
      return held && facts.modifierTurns ? otherHow(chosen) : chosen;
  }
}

/** Quick for ordinary, and ordinary for quick. */
export function otherHow(how: RestartHow): RestartHow {
  return how === 'quick' ? 'full' : 'quick';
}

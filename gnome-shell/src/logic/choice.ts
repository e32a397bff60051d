import type { Mode, NextRestart, Said } from './helper-answers.ts';

/** What the item of the power menu offers. */
export interface Choice {
  readonly kind: 'quick' | 'ordinary';
  /** The mode that the helper is asked for before the session is asked to restart; null where the restart is of this kind anyway. */
  readonly ask: 'once' | 'skip' | null;
  /** The mode that is asked for when the person cancels; null where nothing is to be taken back. */
  readonly takeBack: Mode | null;
  /** Why it cannot be chosen; null where it can. */
  readonly refusal: Said | null;
}

/**
 * What the item offers: without a key what any restart of this machine would be, with Shift or Ctrl the other kind. A refusal stands against
 * the other kind only: what is offered without a key can always be chosen, for somebody must be able to restart.
 *
 * `refusal`: why the plan refuses a quick restart, as far as is known.
 */
export function choiceOf({ mode, isQuick, isPossible, said }: NextRestart, refusal: Said | null, isHeld: boolean): Choice {
  const wantsQuick = isQuick !== isHeld;
  if (!wantsQuick) return { kind: 'ordinary', ...(isQuick ? asking(mode, 'skip') : NOTHING_TO_ASK), refusal: null };
  if (!isHeld && mode === 'on') return { kind: 'quick', ...NOTHING_TO_ASK, refusal: null };
  return { kind: 'quick', ...asking(mode, 'once'), refusal: isHeld ? (isPossible ? refusal : said) : null };
}

const NOTHING_TO_ASK = { ask: null, takeBack: null } as const;

/** `once` and `skip` are about the next restart only: where the mode lasts, they leave it on. */
function asking(mode: Mode, ask: 'once' | 'skip'): Pick<Choice, 'ask' | 'takeBack'> {
  const lasts = mode === 'on' || mode === 'skip';
  const then = ask === 'once' ? (lasts ? 'on' : 'once') : lasts ? 'skip' : 'off';
  return { ask, takeBack: then === mode ? null : mode };
}

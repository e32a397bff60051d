import type { EveryRestart } from '../../core/every-restart/mode.ts';

/** What there is to choose beside this mode: one exception for the next restart, from what lasts. */
export function modesToChoose(mode: EveryRestart): readonly EveryRestart[] {
  return mode === 'on' || mode === 'skip' ? ['off', 'on', 'skip'] : ['off', 'once', 'on'];
}

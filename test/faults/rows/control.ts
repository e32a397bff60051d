import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { loadAndUnload, WITHIN } from './ways.ts';

/** The controls: the same machine with nothing broken. A suite in which these fail says nothing about faults. */
export const CONTROL: readonly Fault[] = [
  {
    id: 'control-load',
    fault: 'nothing is broken',
    outcome: 'loaded, then unloaded',
    withinSeconds: WITHIN.refusal,
    play: loadAndUnload,
  },
  {
    id: 'control-restart',
    fault: 'nothing is broken',
    outcome: 'quick restart',
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      await stand.restart('quick-restart now --yes');
    },
  },
];

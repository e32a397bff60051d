import type { Machine } from '../core/restart-plan/machine.ts';

/** Reads what the running system says of itself; see Machine for each source. Never fails: what is unknown is null. */
export interface MachineFacts {
  read(): Machine;
}

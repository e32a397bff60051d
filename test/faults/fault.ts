import type { Stand } from './stand.ts';

/** How the machine came to the boot in which a row ends; as in the history of restarts, or no restart at all. */
export type Way = 'no restart' | 'quick' | 'ordinary' | 'power-cycle';

/** Kind and `cameUp` of a record of the history. */
export type Recorded = readonly [kind: string, cameUp: boolean];

/** In what state a row may leave the machine; what is left out must be as if nothing had been tried. */
export interface End {
  /** `no restart` where it is left out. */
  readonly way?: Way;
  /** Which of the two installed kernels runs after a restart; `newer`, the boot loader's default, where it is left out. */
  readonly kernel?: 'newer' | 'older';
  /** A kernel is loaded, by us and because somebody asked for it. */
  readonly loaded?: true;
  /** Services may have been killed by the way of the restart, so their stop and a clean file system are not asked for; its repair is. */
  readonly unclean?: true;
  /** What the history's last record must say of it, where it is not `way` and that the machine came up so; `nothing`: it cannot be written. */
  readonly recorded?: readonly Recorded[] | 'nothing';
  /** Units that may have failed: those that the row itself broke. */
  readonly failedUnits?: RegExp;
}

/** One row of the fault suite: what is broken, and what must hold all the same. */
export interface Fault {
  /** For `make test-faults ONLY="…"`; lower case, digits and hyphens. */
  readonly id: string;
  /** What is broken, and at which moment. */
  readonly fault: string;
  /** What must come of it; `play` and the judge find out whether it did. */
  readonly outcome: string;
  /** From the saved state until all of it is proven; slow enough for emulated processors. */
  readonly withinSeconds: number;
  /** One of the ten in `make test`. */
  readonly chosen?: true;
  readonly ends?: End;
  /** Breaks, acts, and asserts what is special to this row. The machine comes fresh from its saved state. */
  readonly play: (stand: Stand) => Promise<void>;
}

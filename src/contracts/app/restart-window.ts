import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import type { PlanAction, RestartPlan } from '../../core/restart-plan/plan.ts';
import type { Failure } from '../errors.ts';
import type { Surroundings } from './appearance.ts';
import type { RestartHow } from './preferences.ts';

/** Where a restart stands. */
export type RestartPhase =
  | { readonly kind: 'reading' } // the plan, and who stands in the way
  | { readonly kind: 'choosing' }
  | { readonly kind: 'authorising'; readonly how: RestartHow }
  | { readonly kind: 'loading'; readonly how: 'quick' }
  | { readonly kind: 'unloading'; readonly how: RestartHow } // after Cancel or a failure
  | { readonly kind: 'restarting'; readonly how: RestartHow } // services stop; nothing can be cancelled any more
  /** `ordinaryOffered`: an ordinary restart is a sound answer. */
  | { readonly kind: 'failed'; readonly how: RestartHow; readonly failure: Failure; readonly ordinaryOffered: boolean };

/** A program that holds a lock on shutdown, in its own words. */
export interface Blocker {
  readonly who: string;
  readonly why: string;
}

/** What the restart window shows. */
export interface RestartView extends Surroundings {
  readonly window: 'restart';
  readonly phase: RestartPhase;
  readonly runningRelease: string;
  /** What the plan says; `none`: no restart now. null while reading, or where no plan could be made (then `problem` says why). */
  readonly action: PlanAction | null;
  readonly problem: Failure | null;
  /** What would be started: title and kernel release of the plan's entry; null where there is none. */
  readonly next: { readonly title: string; readonly release: string | null } | null;
  /** The person named the entry (“Restart into”): an ordinary restart would start the boot loader's default instead. */
  readonly chosen: boolean;
  readonly saved: RestartPlan['savedSeconds'];
  /** The checks that are not ok. */
  readonly remarks: readonly CheckOutcome[];
  readonly blockers: readonly Blocker[];
  readonly otherPeople: readonly string[];
  /** Why a restart is due, in sentences; empty where it is not. */
  readonly reasons: readonly string[];
  readonly defaultAction: RestartHow;
  readonly modifierTurns: boolean;
  /** Seconds until it goes ahead by itself; null: it waits. The window counts, and stops counting when it is touched. */
  readonly countdownSeconds: number | null;
}

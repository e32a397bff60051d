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
  | { readonly kind: 'asking-programs'; readonly how: RestartHow } // the desktop asks them about unsaved work; whoever is asked can cancel, this window cannot
  | { readonly kind: 'cancelling'; readonly how: RestartHow } // what has begun is being ended
  | { readonly kind: 'unloading'; readonly how: RestartHow } // after Cancel or a failure
  /** Services stop; nothing can be cancelled any more. `throughSession`: the desktop ends the session first. */
  | { readonly kind: 'restarting'; readonly how: RestartHow; readonly throughSession?: true }
  /** `ordinaryOffered`: an ordinary restart is a sound answer. `nothingLoaded`: the helper says so; false: it is not known, or something is. */
  | { readonly kind: 'failed'; readonly how: RestartHow; readonly failure: Failure; readonly ordinaryOffered: boolean; readonly nothingLoaded: boolean };

/** A program that holds a lock on shutdown, in its own words. */
export interface Blocker {
  readonly who: string;
  readonly why: string;
}

/** `changed`: what would be started is not what was shown before. `people`: somebody has logged in since. `reopened`: the page failed and was opened anew. */
export type RestartNote = 'changed' | 'people' | 'reopened';

/** What the restart window shows. */
export interface RestartView extends Surroundings {
  readonly window: 'restart';
  readonly phase: RestartPhase;
  /** Another one whenever a restart would come to something else than before; what a person decides is about the plan with this number. */
  readonly planNumber: number;
  readonly runningRelease: string;
  /** What the plan says; `none`: no restart now. null while reading, or where no plan could be made (then `problem` says why). */
  readonly action: PlanAction | null;
  readonly problem: Failure | null;
  /** What would be started: title and kernel release of the plan's entry; null where there is none. */
  readonly next: { readonly title: string; readonly release: string | null } | null;
  /** The person named the entry (“Restart into”). */
  readonly chosen: boolean;
  /** An ordinary restart starts the boot loader's default, and that is not the entry shown. */
  readonly ordinaryStartsOther: boolean;
  /** What the person must know of this window itself. */
  readonly note: RestartNote | null;
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

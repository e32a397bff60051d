import type { BootEntry } from '../boot-entry/boot-entry.ts';
import type { CheckOutcome } from './check.ts';

/** Which entry a quick restart starts, see policy.ts. */
export type Policy = { readonly kind: 'boot-loader' } | { readonly kind: 'newest' } | { readonly kind: 'entry'; readonly id: string };

/**
 * What to do now.
 * `quick`: through kexec. `full`: a refusal stands against kexec only, an ordinary restart is sound.
 * `none`: a refusal stands against any restart now: a package manager at work, a container, or a default entry whose kernel
 * image or initrd is missing or cut off, which an ordinary restart would start too.
 */
export type PlanAction = 'quick' | 'full' | 'none';

/** The decision about one restart. `plan --json` prints it with a schema number. */
export interface RestartPlan {
  readonly action: PlanAction;
  /** null where there is no entry to start. */
  readonly entry: BootEntry | null;
  readonly kernel: string | null;
  readonly initrds: readonly string[];
  /** The entry's own; what is loaded is this with `addedWords`. */
  readonly commandLine: string;
  /** Nothing like it has come up on this machine yet. */
  readonly trial: boolean;
  /** Words that a trial adds to the command line (core/trial/trial-words.ts), and that keep a system which chain loads from doing so (core/chainload/). */
  readonly addedWords: readonly string[];
  readonly checks: readonly CheckOutcome[];
  /** The policy as written: `boot-loader`, `newest`, `entry:<id>`; `chosen` where the person named the entry. */
  readonly policy: string;
  readonly savedSeconds: { readonly value: number | null; readonly from: 'measured' | 'firmware' | 'unknown' };
}

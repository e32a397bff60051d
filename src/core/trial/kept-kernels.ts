import type { Start } from './start.ts';

/** A quick restart that was prepared: its kernel is loaded, or was, and how it ended is not known yet. */
export interface Attempt {
  /** /proc/sys/kernel/random/boot_id of the boot in which the kernel was loaded. */
  readonly bootId: string;
  readonly entryId: string;
  readonly start: Start;
  /** Nothing like it had come up on this machine before. */
  readonly trial: boolean;
  /** What was added to its command line. */
  readonly addedWords: readonly string[];
  /** Time of day when it was loaded. */
  readonly atMs: number;
  /** The boot that it led to, once that had reached its target; null before. */
  readonly landedIn: string | null;
}

/** A start that came up and stayed up. */
export interface CameUp {
  readonly start: Start;
  readonly how: 'quick' | 'ordinary';
  readonly atMs: number;
}

/** How a quick restart failed; closed. */
export type FailureHow =
  | 'never-came-up' // the kernel was started, and the next that is known is a start through the firmware
  | 'panicked' // the same, and the kernel left its last words (pstore)
  | 'stopped-early' // it was restarted or switched off before it had reached its target
  | 'did-not-stay'; // it reached its target, and ended within the first minute without being asked to

/** A quick restart that failed. */
export interface FailedStart {
  readonly start: Start;
  readonly entryId: string;
  readonly how: FailureHow;
  readonly trial: boolean;
  /** When it was loaded. */
  readonly atMs: number;
  /** How often in a row. */
  readonly times: number;
  /** The boot that noticed it. */
  readonly noticedIn: string;
  /** It has come up through the firmware since. */
  readonly cameUpSince: boolean;
}

/** What is kept about kernels from boot to boot, in one file that is replaced as a whole. */
export interface KeptKernels {
  readonly attempt: Attempt | null;
  /** Oldest first, as `failed`; at most MAX_KEPT of each. */
  readonly cameUp: readonly CameUp[];
  readonly failed: readonly FailedStart[];
}

/** More kernels than any machine has; with the longest command lines 200 kB. */
export const MAX_KEPT = 32;

export const NO_KERNELS_KNOWN: KeptKernels = { attempt: null, cameUp: [], failed: [] };

/** Every word of FailureHow, for checking words that come from outside. */
export const FAILURE_HOWS: readonly FailureHow[] = ['never-came-up', 'panicked', 'stopped-early', 'did-not-stay'];

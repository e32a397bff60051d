import type { BootEntry } from '../core/boot-entry/boot-entry.ts';
import type { Machine } from '../core/restart-plan/machine.ts';
import type { RestartSourceId } from '../core/restart-required/restart-reason.ts';
import type { RestartStatement } from '../core/restart-required/restart-statement.ts';
import type { Result } from '../core/result.ts';

/** What a source may look at besides its own files. */
export interface RestartContext {
  readonly machine: Machine;
  /** Every entry of the boot loader; empty where they cannot be read. */
  readonly entries: readonly BootEntry[];
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * One place that says whether this machine should restart. It is read with every status, so it is quick; it never fails: what cannot
 * be read says nothing, and what is no longer there is no longer said.
 */
export interface RestartSource {
  read(context: RestartContext): readonly RestartStatement[];
}

/**
 * What came of a scan. `absent`: the program is not installed, so nothing that it said holds any more; `failed`: it did not answer
 * (crash, timeout, stopped by the signal, or words that are not understood), so nobody knows, `detail` says why; `said`: its answer,
 * empty where it sees no reason.
 */
export type ScanAnswer =
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'said'; readonly statements: readonly RestartStatement[] };

/** A program that takes seconds to say it: run after changes, its answer kept until the next one. */
export interface RestartScanner {
  /** As whom it speaks; every statement of its answers names it. */
  readonly source: RestartSourceId;
  /** How long a scan takes at most. */
  readonly longestMs: number;
  scan(signal: AbortSignal): Promise<ScanAnswer>;
}

/** What is remembered until the machine restarts, below /run. */
export interface RuntimeNote {
  /** `none`: nobody wrote it since the start; `unreadable`: it is there and cannot be read. */
  read(): { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none' | 'unreadable' };
  /** Replaces it as a whole. Where that fails it is emptied if possible, so that nobody takes the old one for the new. Error: the system's words. */
  write(text: string): Result<null, string>;
}

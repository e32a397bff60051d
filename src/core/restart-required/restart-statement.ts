import type { Sentence } from '../sentence.ts';
import type { RestartConfidence, RestartReasonKind, RestartSourceId } from './restart-reason.ts';

/** Names from a source: the first of them, and how many it named in all. */
export interface Names {
  readonly names: readonly string[];
  readonly inAll: number;
}

export const NO_NAMES: Names = { names: [], inAll: 0 };

/** What one source says, before it is put together with what the others say. */
export interface RestartStatement {
  readonly kind: RestartReasonKind;
  readonly source: RestartSourceId;
  readonly confidence: RestartConfidence;
  /** Milliseconds since the epoch; null where unknown. */
  readonly sinceMs: number | null;
  readonly packages: Names;
  /** A sentence that says more than the kind and the names; null for the usual one. */
  readonly message: Sentence | null;
}

/** A statement with nothing but its kind and source. */
export function statement(kind: RestartReasonKind, source: RestartSourceId, more: Partial<RestartStatement> = {}): RestartStatement {
  return { kind, source, confidence: 'sure', sinceMs: null, packages: NO_NAMES, message: null, ...more };
}

/**
 * A time as it can be: null where it lies in the future, because somebody set the clock, or before there was a kernel to restart.
 *
 * @example plausibleTime(1_000, 1_800_000_000_000) // null: files of the Nix store are from 1970
 */
export function plausibleTime(timeMs: number, nowMs: number): number | null {
  return timeMs > EARLIEST_MS && timeMs <= nowMs ? timeMs : null;
}

const EARLIEST_MS = 946_684_800_000; // 2000-01-01

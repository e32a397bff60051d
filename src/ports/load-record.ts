import type { Result } from '../core/result.ts';

/**
 * What we loaded, kept in /run so that it outlives the helper's process and not the machine's restart.
 * `loading` is written before kexec runs and replaced by `loaded` after the load was verified:
 * finding `loading` means that a load was cut short.
 */
export interface LoadRecord {
  readonly state: 'loading' | 'loaded';
  readonly entryId: string;
}

/** Keeps the one LoadRecord of this boot. */
export interface LoadRecords {
  /** null where there is none; a damaged record counts as `loading` with an empty id. */
  read(): LoadRecord | null;
  write(record: LoadRecord): Result<null, { readonly kind: 'failed'; readonly detail: string }>;
  clear(): void;
}

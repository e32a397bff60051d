import type { Result } from '../core/result.ts';

/**
 * What we loaded, kept in /run so that it outlives the helper's process and not the machine's restart.
 * `loading` is written before kexec runs and replaced by `loaded` after the load was verified:
 * finding `loading` means that a load was cut short.
 */
export interface LoadRecord {
  readonly state: 'loading' | 'loaded';
  readonly entryId: string;
  /** Stamps of the files that it was loaded from, see FileStamps; none while it is loading. */
  readonly files?: readonly string[];
  /** Root directory of the system whose policy selected this entry; absent where somebody chose another one than that. */
  readonly policyOf?: string;
}

/** Keeps the one LoadRecord of this boot. */
export interface LoadRecords {
  /** null where there is none; a damaged record counts as `loading` with an empty id. */
  read(): LoadRecord | null;
  /** A load is under way in another process, which still runs: what the record says is its to change. */
  isUnderWay(): boolean;
  write(record: LoadRecord): Result<null, { readonly kind: 'failed'; readonly detail: string }>;
  /** Leaves it where it may not be removed: then it is not ours. */
  clear(): void;
}

/** Tells whether files are still what they were. The kernel keeps what was loaded in memory, whatever becomes of its files. */
export interface FileStamps {
  /** A stamp for each of the paths (of the running system), in their order: equal stamps, the same file with the same content. */
  of(paths: readonly string[]): readonly string[];
  /** The paths of those stamps that the files do not have any more: replaced, written to, or gone. */
  changed(stamps: readonly string[]): readonly string[];
}

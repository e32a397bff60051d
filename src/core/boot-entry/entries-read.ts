import type { Diagnostic } from '../diagnostic.ts';
import type { BootEntryDraft } from './boot-entry.ts';

/** What one reader of a boot configuration found: the entries in the boot loader's order, and its remarks. */
export interface EntriesRead {
  readonly entries: readonly BootEntryDraft[];
  readonly diagnostics: readonly Diagnostic[];
}

import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { RestartRecord } from '../../core/history/restart-record.ts';
import type { RestartPlan } from '../../core/restart-plan/plan.ts';
import type { EveryRestart } from '../../core/every-restart/mode.ts';
import type { Failure } from '../errors.ts';
import type { NextRestartState } from '../quick-restart-service.ts';
import type { Surroundings } from './appearance.ts';
import type { Preferences } from './preferences.ts';

export type SettingsPage = 'restart' | 'kernels' | 'health' | 'history';

/** Something that is read from the helper. */
export type Reading<T> = { readonly kind: 'reading' } | { readonly kind: 'read'; readonly value: T } | { readonly kind: 'failed'; readonly failure: Failure };

/** A boot entry with what its list shows beyond it. */
export interface KernelRow extends BootEntry {
  /** core/kernel/flavour.ts; empty for a distribution's plain kernel, null where the release is unknown. */
  readonly flavour: string | null;
  /** When the kernel image was last changed, in ms since the epoch; null where this person may not see it. */
  readonly imageChangedAtMs: number | null;
}

/** What the settings window shows. */
export interface SettingsView extends Surroundings {
  readonly window: 'settings';
  readonly page: SettingsPage;
  readonly version: string;
  readonly preferences: Preferences;
  /** `boot-loader`, `newest` or `entry:ID`. */
  readonly policy: Reading<string>;
  /** Every-restart mode, and what it makes of the next restart that another program asks for. */
  readonly everyRestart: Reading<{ readonly mode: EveryRestart; readonly next: NextRestartState }>;
  /** Whether the extension of GNOME Shell is switched on; null where there is none to switch. */
  readonly shellExtension: boolean | null;
  readonly kernels: Reading<{ readonly entries: readonly KernelRow[]; readonly diagnostics: readonly Diagnostic[] }>;
  /** The plan of the policy's entry, with every check. */
  readonly health: Reading<RestartPlan>;
  /** Latest first. */
  readonly history: Reading<readonly RestartRecord[]>;
  /** core/history/saved-seconds.ts, totalSavedSeconds; null where it is not known, and until the history is read. */
  readonly totalSavedSeconds: number | null;
  /** A change that is being asked for: the control that shows it waits. */
  readonly changing: SettingsChange['kind'] | null;
  /** The last change that was denied or failed; the control shows the old value again. */
  readonly denied: { readonly change: SettingsChange['kind']; readonly failure: Failure } | null;
}

/** What the settings window can ask for. */
export type SettingsChange =
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'policy'; readonly policy: string }
  | { readonly kind: 'every-restart'; readonly mode: EveryRestart }
  | { readonly kind: 'shell-extension'; readonly on: boolean }
  | { readonly kind: 'boot-loader-default'; readonly entryId: string };

import type { RestartHow } from '../contracts/app/preferences.ts';
import type { SettingsPage } from '../contracts/app/settings-window.ts';
import type { FirmwarePlace } from '../ports/next-restart.ts';

/** Where a restart shall lead: what the policy says, one entry, or a place of the firmware's. */
export type RestartGoal = { readonly kind: 'usual' } | { readonly kind: 'entry'; readonly id: string } | { readonly kind: 'place'; readonly place: FirmwarePlace };

/** What a person can ask the app for, by a menu, a notification, a window or the command line. */
export type Wish =
  /** `how` null: what their preferences say. `waits`: without a countdown, because something else may have been meant. */
  | { readonly kind: 'restart'; readonly how: RestartHow | null; readonly goal: RestartGoal; readonly waits?: boolean }
  | { readonly kind: 'settings'; readonly page: SettingsPage }
  | { readonly kind: 'background' }
  | { readonly kind: 'quit' };

export const USUAL: RestartGoal = { kind: 'usual' };

/** Does what a person wishes. */
export type Fulfil = (wish: Wish) => void;

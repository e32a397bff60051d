import { DEFAULT_QUIET_HOURS, type QuietHours } from './quiet-hours.ts';

/** What a restart does when nothing is held. */
export type RestartHow = 'quick' | 'full';

/** A person's own wishes; a file of theirs, not the machine's. */
export interface Preferences {
  /** What the restart button does; Shift and Ctrl turn it into the other. */
  readonly defaultAction: RestartHow;
  /** Shift or Ctrl turn the button; off for people whose keyboard holds them. */
  readonly modifierTurns: boolean;
  /** The restart window goes ahead by itself after 60 s. */
  readonly countdown: boolean;
  /** Warn of other people who are logged in, and do not go ahead by itself then. */
  readonly askOthers: boolean;
  /** Start with the desktop session. */
  readonly startAtLogin: boolean;
  /** Tell when a restart is due. */
  readonly notify: boolean;
  /** When not to tell; what there is to tell waits for their end. */
  readonly quietHours: QuietHours;
}

export const DEFAULT_PREFERENCES: Preferences = {
  defaultAction: 'full', modifierTurns: true, countdown: true, askOthers: true, startAtLogin: true, notify: true, quietHours: DEFAULT_QUIET_HOURS,
};

export const COUNTDOWN_SECONDS = 60;

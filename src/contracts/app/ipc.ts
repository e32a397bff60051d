import type { RestartHow } from './preferences.ts';
import type { RestartView } from './restart-window.ts';
import type { SettingsChange, SettingsPage, SettingsView } from './settings-window.ts';

/** What a window shows; which one it gets depends on the window that asks. */
export type WindowView = RestartView | SettingsView;

/**
 * Every call of a window to the main process, with its one argument. The preload script, the handlers and the test doubles are
 * typed by this; a handler that is missing does not compile. The main process checks sender and argument again at run time.
 */
export interface WindowCalls {
  /** What to show first; later changes come as events. */
  readonly view: { readonly argument: null; readonly answer: WindowView };
  /** The person has decided, by the view with this `planNumber`. Only from the restart window, and only while choosing or after a failure. */
  readonly restart: { readonly argument: { readonly how: RestartHow; readonly planNumber: number }; readonly answer: null };
  /** Cancels what is under way, unloads, and closes the restart window; closes any other window. */
  readonly close: { readonly argument: null; readonly answer: null };
  /** Reads again what the window shows. */
  readonly refresh: { readonly argument: null; readonly answer: null };
  readonly change: { readonly argument: SettingsChange; readonly answer: null };
  readonly showPage: { readonly argument: { readonly page: SettingsPage }; readonly answer: null };
  /** Opens the restart window for one entry (empty: the policy's). */
  readonly openRestart: { readonly argument: { readonly entryId: string }; readonly answer: null };
  /** The window has painted its first view and may be shown. */
  readonly painted: { readonly argument: null; readonly answer: null };
}

export type WindowCall = keyof WindowCalls;

/** What the preload script puts into a window as `window.quickRestart`. */
export interface WindowBridge {
  call<Name extends WindowCall>(name: Name, argument: WindowCalls[Name]['argument']): Promise<WindowCalls[Name]['answer']>;
  /** Calls `show` with each changed view; returns what ends it. */
  onView(show: (view: WindowView) => void): () => void;
}

/** Channel names of Electron's IPC: one for calls, one for views. */
export const CHANNELS = { call: 'quick-restart:call', view: 'quick-restart:view' } as const;

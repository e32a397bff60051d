import type { WindowCalls, WindowView } from '../../contracts/app/ipc.ts';

/** The calls that a window's model answers; the others are the window's own. */
export type ModelCall = Exclude<keyof WindowCalls, 'view' | 'painted'>;

/** What stands behind a window: what it shows, and what its calls do. A call without a handler does not compile. */
export interface WindowModel {
  readonly view: () => WindowView;
  readonly handlers: { readonly [Name in ModelCall]: (argument: WindowCalls[Name]['argument']) => void | Promise<void> };
  /** Calls `listener` whenever the view is another; returns what ends it. */
  readonly onChange: (listener: () => void) => () => void;
  /** The window is about to close, by whatever way. false: it stays until the model has closed it. */
  readonly mayClose: () => boolean;
  /** The page failed and is opened anew, as if nobody had touched it. */
  readonly reopened: () => void;
  /** The window is gone. */
  readonly dispose: () => void;
}

/** A call that belongs to another window: only a window that is not ours would make it. */
export function notHere(): never {
  throw new Error('This window has no such call.');
}

import type { WindowBridge } from '../../contracts/app/ipc.ts';

declare global {
  interface Window {
    readonly quickRestart: WindowBridge;
  }
}

/** The one way out of a window: calls to the main process, and its views. */
export function bridge(): WindowBridge {
  return window.quickRestart;
}

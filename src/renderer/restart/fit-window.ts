import { usableScale } from '../common/usable-appearance.ts';

/** The width at the usual size of texts, and room for what the desktop itself draws around a window. */
const WIDTH_PX = 480;
const FRAME_PX = 48;

let asked = { width: 0, height: 0 };

/**
 * Makes the window as wide as its texts are large and as high as its content, so far as the screen allows; longer content scrolls.
 * To be called again when the window has another size: texts then wrap otherwise.
 */
export function fitWindow(dialog: HTMLElement | null, textScale: number): void {
  if (dialog === null) return;
  const width = Math.min(Math.round(WIDTH_PX * Math.max(1, usableScale(textScale))), window.screen.availWidth - FRAME_PX);
  const height = window.innerWidth === width ? heightOf(dialog) : window.innerHeight;
  // Compared with what was asked for: while the window changes, its own sizes are still the old ones. It has no frame.
  if (asked.width === width && asked.height === height) return;
  asked = { width, height };
  window.resizeTo(width, height);
}

function heightOf(dialog: HTMLElement): number {
  const content = [...dialog.children].reduce((sum, part) => sum + part.scrollHeight, 0);
  return Math.min(content, window.screen.availHeight - FRAME_PX);
}

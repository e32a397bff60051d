/** Room for what the desktop itself draws around a window. */
const FRAME_PX = 48;

let askedFor = 0;

/** Makes the window as high as its content, so far as the screen allows; longer content scrolls. */
export function fitWindow(dialog: HTMLElement | null): void {
  if (dialog === null) return;
  const content = [...dialog.children].reduce((sum, part) => sum + part.scrollHeight, 0);
  const height = Math.min(content, window.screen.availHeight - FRAME_PX);
  // The window's own sizes are of no use here: while it changes, they are still the old ones. It has no frame.
  if (height === askedFor) return;
  askedFor = height;
  window.resizeTo(window.innerWidth, height);
}

/** Room for what the desktop itself draws around a window. */
const FRAME_PX = 48;

/** Makes the window as high as its content, so far as the screen allows; longer content scrolls. */
export function fitWindow(dialog: HTMLElement | null): void {
  if (dialog === null) return;
  const content = [...dialog.children].reduce((sum, part) => sum + part.scrollHeight, 0);
  const height = Math.min(content, window.screen.availHeight - FRAME_PX);
  const more = height - window.innerHeight;
  if (more === 0) return;
  window.resizeBy(0, more);
  window.moveBy(0, -Math.round(more / 2)); // stays in the middle
}

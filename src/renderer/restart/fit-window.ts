/** Makes the window as high as its content, so far as the screen allows; longer content scrolls. */
export function fitWindow(dialog: HTMLElement | null): void {
  if (dialog === null) return;
  const content = [...dialog.children].reduce((sum, part) => sum + part.scrollHeight, 0);
  const height = Math.min(content, window.screen.availHeight);
  if (height !== window.innerHeight) window.resizeTo(window.outerWidth, height + (window.outerHeight - window.innerHeight));
}

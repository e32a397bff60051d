let isOwn = false;

/** Moves the focus without that counting as a touch of the person. */
export function focusByWindow(element: HTMLElement | null): void {
  isOwn = true;
  element?.focus();
  isOwn = false;
}

/** Whether the focus is being moved by the window itself: focus events are dispatched within the move. */
export function isFocusOfWindow(): boolean {
  return isOwn;
}

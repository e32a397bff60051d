/** The part of a key or pointer event that tells what is held. */
export interface ModifierState {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
}

/**
 * Whether Shift or Ctrl is held after an event. Every key and pointer event says it anew, so a key that was pressed or released
 * while another window had the focus is not missed for long.
 */
export function isHeldAfter(event: ModifierState): boolean {
  return event.shiftKey || event.ctrlKey;
}

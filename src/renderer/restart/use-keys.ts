import { useEffect, useRef } from 'preact/hooks';
import { EscapeKey } from './escape-key.ts';

/** What the keys of a dialog do. */
export interface KeyActions {
  readonly onEscape: () => void;
  /** Enter where no control has it for itself. */
  readonly onEnter: () => void;
}

/** Escape and Enter as in the desktop's dialogs. A key that is still down from the window before does nothing. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const escape = new EscapeKey();
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' && event.key !== 'Enter') return;
      if (event.repeat) event.preventDefault();
      if (event.key === 'Escape') {
        if (escape.pressed(event.repeat)) latest.current.onEscape();
      } else if (!event.repeat && !hasOwnEnter(event.target)) latest.current.onEnter();
    };
    const release = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && escape.released()) latest.current.onEscape();
    };
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    return () => {
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
    };
  }, []);
}

/** Buttons, and lines that open, act on Enter by themselves. */
function hasOwnEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, summary') !== null;
}

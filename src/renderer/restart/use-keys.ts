import { useEffect, useRef } from 'preact/hooks';

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
    const act = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' && event.key !== 'Enter') return;
      if (event.repeat) event.preventDefault();
      else if (event.key === 'Escape') latest.current.onEscape();
      else if (!hasOwnEnter(event.target)) latest.current.onEnter();
    };
    window.addEventListener('keydown', act);
    return () => window.removeEventListener('keydown', act);
  }, []);
}

/** Buttons, and lines that open, act on Enter by themselves. */
function hasOwnEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, summary') !== null;
}

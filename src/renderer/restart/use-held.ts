import { useEffect, useState } from 'preact/hooks';
import { isHeldAfter } from './modifiers.ts';

/** Whether Shift or Ctrl is held over this window now. */
export function useHeld(): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const follow = (event: KeyboardEvent | PointerEvent): void => setHeld(isHeldAfter(event));
    const release = (): void => setHeld(false);
    const events = ['keydown', 'keyup', 'pointerdown', 'pointermove'] as const;
    for (const name of events) window.addEventListener(name, follow, true);
    // What is released over another window is never heard of here.
    window.addEventListener('blur', release);
    return () => {
      for (const name of events) window.removeEventListener(name, follow, true);
      window.removeEventListener('blur', release);
    };
  }, []);
  return isHeld;
}

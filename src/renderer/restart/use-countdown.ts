import { useEffect, useState } from 'preact/hooks';
import type { RestartView } from '../../contracts/app/restart-window.ts';
import { countdownAfterSecond, countdownAfterTouch, countdownAfterView, isDue, type Countdown } from './countdown.ts';
import { isFocusOfWindow } from './own-focus.ts';

const SECOND_MS = 1000;

/**
 * The countdown of this window; `whenDue` is called once, when it ends by itself. It counts seconds that this computer was awake for, so
 * a lid that was closed for a night does not restart anything when it is opened.
 */
export function useCountdown(view: RestartView, whenDue: () => void): Countdown {
  const [countdown, setCountdown] = useState<Countdown>({ kind: 'waiting' });
  const current = countdownAfterView(countdown, view);
  useEffect(() => setCountdown((before) => countdownAfterView(before, view)), [view]);
  useEffect(() => {
    if (current.kind !== 'counting') return undefined;
    if (isDue(current)) {
      whenDue();
      return undefined;
    }
    // From what it is by then: a touch in the same moment has stopped it.
    const timer = setTimeout(() => setCountdown(countdownAfterSecond), SECOND_MS);
    return () => clearTimeout(timer);
  }, [current.kind, current.kind === 'counting' ? current.secondsLeft : null]);
  useEffect(() => listenForTouch(() => setCountdown(countdownAfterTouch)), []);
  return current;
}

/** Keys, presses, the wheel, and another control getting the focus; not the window itself getting it. */
function listenForTouch(touch: () => void): () => void {
  const moveFocus = (event: FocusEvent): void => {
    // Without a control that lost it, the focus came with the window.
    if (event.relatedTarget !== null && !isFocusOfWindow()) touch();
  };
  const events = ['keydown', 'pointerdown', 'wheel', 'click'] as const;
  for (const name of events) window.addEventListener(name, touch, { capture: true, passive: true });
  window.addEventListener('focusin', moveFocus, true);
  return () => {
    for (const name of events) window.removeEventListener(name, touch, { capture: true });
    window.removeEventListener('focusin', moveFocus, true);
  };
}

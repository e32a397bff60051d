import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RestartView } from '../../contracts/app/restart-window.ts';
import { fitWindow } from './fit-window.ts';

/** Keeps the window as large as its dialog; `changing` is what else than the view changes the dialog's size. */
export function useFit(dialog: RefObject<HTMLElement | null>, view: RestartView, changing: string): void {
  const fit = useRef<() => void>(() => undefined);
  fit.current = () => {
    // What comes after the reading is higher again.
    if (view.phase.kind !== 'reading') fitWindow(dialog.current, view.appearance.textScale);
  };
  useEffect(() => fit.current(), [view, changing]);
  useEffect(() => {
    const again = (): void => fit.current();
    window.addEventListener('resize', again);
    return () => window.removeEventListener('resize', again);
  }, []);
}

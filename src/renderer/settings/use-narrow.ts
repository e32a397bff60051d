import { useEffect, useState } from 'preact/hooks';
import { usableScale } from '../common/usable-appearance.ts';

/** A sidebar beside a page needs so many pixels at the usual size of texts. */
const NARROW_PX = 560;

/** Whether sidebar and page have no room beside each other: a small window, or large texts. Container queries do not see the text scale. */
export function useNarrow(textScale: number): boolean {
  const [width, setWidth] = useState(window.innerWidth);
  useEffect(() => {
    const measure = (): void => setWidth(window.innerWidth);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return width < NARROW_PX * usableScale(textScale);
}

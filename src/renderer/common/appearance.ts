import type { Surroundings } from '../../contracts/app/appearance.ts';

const SMALLEST_SCALE = 0.5;
const LARGEST_SCALE = 3;

/**
 * Gives the whole window the desktop's looks and the language's direction. Values that vary go into custom properties through
 * CSSOM, which `style-src 'self'` allows; the style sheets do the rest.
 */
export function applySurroundings(root: HTMLElement, { catalogue, appearance }: Surroundings): void {
  root.lang = catalogue.language;
  root.dir = catalogue.direction;
  root.classList.toggle('dark', appearance.dark);
  root.classList.toggle('high-contrast', appearance.highContrast);
  root.classList.toggle('reduced-motion', appearance.reducedMotion);
  root.style.setProperty('--text-scale', String(usableScale(appearance.textScale)));
  const accent = usableColour(appearance.accentColour);
  if (accent === null) root.style.removeProperty('--accent');
  else root.style.setProperty('--accent', accent);
}

/** The factor, within what a window can still be used with; anything that is no number counts as 1. */
export function usableScale(factor: number): number {
  return Number.isFinite(factor) ? Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, factor)) : 1;
}

/** `#rrggbb`, or null for anything else. */
export function usableColour(colour: string | null): string | null {
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour : null;
}

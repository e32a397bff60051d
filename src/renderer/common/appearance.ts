import type { Surroundings } from '../../contracts/app/appearance.ts';
import { usableColour, usableScale } from './usable-appearance.ts';

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

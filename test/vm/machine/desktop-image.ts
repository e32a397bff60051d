import type { Steps } from '../../../scripts/guest/steps.ts';
import { packagesImage } from './packages-image.ts';

/** A screen without hardware, a hand at its keyboard, a font, and what our app depends on. */
const PACKAGES = 'xvfb xdotool x11-utils fonts-dejavu-core dbus-daemon libgtk-3-0t64 libnss3 libasound2t64 libgbm1 libnotify4 libxss1 libxtst6 libatspi2.0-0t64 libuuid1 libsecret-1-0 xdg-utils';

/** The guest's image with the packages of a small desktop, snapshot `desktop`; made from `upgraded` (its snapshot of that name). */
export function desktopImage(upgraded: string, steps: Steps): Promise<string> {
  return packagesImage({ name: 'desktop', packages: PACKAGES }, { disk: upgraded, snapshot: 'upgraded' }, steps);
}

import type { AppState } from '../state/app-state.ts';
import { kernelIsLoaded, restartIsDue } from '../state/what-is-next.ts';

/** What the icon says: a loaded kernel goes before a due restart, because it changes what any restart does. */
export type IconMeaning = 'idle' | 'due' | 'loaded';

export function iconMeaning(state: AppState): IconMeaning {
  if (kernelIsLoaded(state)) return 'loaded';
  return restartIsDue(state) ? 'due' : 'idle';
}

/** Desktops whose panel is dark whatever the person's choice for windows. */
const DARK_PANELS: readonly string[] = ['GNOME', 'Unity', 'Pantheon'];

/** The icon's file, light lines for a dark panel; `desktops`: XDG_CURRENT_DESKTOP. */
export function iconFile(state: AppState, desktops: string): string {
  const onDark = state.appearance.dark || desktops.split(':').some((name) => DARK_PANELS.includes(name));
  return `tray-${iconMeaning(state)}-${onDark ? 'light' : 'dark'}.png`;
}

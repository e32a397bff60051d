import type { SettingsPage } from '../../contracts/app/settings-window.ts';
import type { Translator } from '../../words/index.ts';

/** The pages in the order of the sidebar. */
export const PAGES: readonly SettingsPage[] = ['restart', 'kernels', 'health', 'history'];

/** A page's title. */
export function pageTitle(page: SettingsPage, { t, c }: Translator): string {
  switch (page) {
    case 'restart':
      return c('page', 'Restart');
    case 'kernels':
      return t('Kernels');
    case 'health':
      return t('Health');
    case 'history':
      return t('History');
  }
}

/** The page that a key in the sidebar leads to; null where the key leads nowhere. */
export function pageAfterKey(page: SettingsPage, key: string): SettingsPage | null {
  const at = PAGES.indexOf(page);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: PAGES.length - 1 }[key];
  return to === undefined ? null : (PAGES[to] ?? null);
}

import type { SettingsPage } from '../../contracts/app/settings-window.ts';
import { Icon, type IconName } from '../common/icons.tsx';
import { useWords } from '../common/words.ts';
import { PAGES, pageAfterKey, pageTitle } from './pages.ts';

const PAGE_ICONS: Readonly<Record<SettingsPage, IconName>> = { restart: 'restart', kernels: 'chip', health: 'pulse', history: 'chart' };

/** The list of pages; arrow keys move in it, as in the desktop's own settings. */
export function Sidebar({ page, onShow }: { readonly page: SettingsPage; readonly onShow: (page: SettingsPage) => void }): preact.JSX.Element {
  const words = useWords();
  const follow = (event: KeyboardEvent): void => {
    const next = pageAfterKey(page, event.key);
    if (next === null) return;
    event.preventDefault();
    document.getElementById(`tab-${next}`)?.focus();
    onShow(next);
  };
  return (
    <div class="sidebar-list" role="tablist" aria-orientation="vertical" aria-label={words.t('Pages')} onKeyDown={follow}>
      {PAGES.map((one) => (
        <button
          key={one}
          id={`tab-${one}`}
          type="button"
          role="tab"
          class="sidebar-row"
          aria-selected={one === page}
          aria-controls={one === page ? 'page' : undefined}
          tabIndex={one === page ? 0 : -1}
          onClick={() => onShow(one)}
        >
          <Icon name={PAGE_ICONS[one]} />
          <span>{pageTitle(one, words)}</span>
        </button>
      ))}
    </div>
  );
}

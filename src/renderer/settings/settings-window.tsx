import { useEffect, useRef, useState } from 'preact/hooks';
import type { SettingsPage, SettingsView } from '../../contracts/app/settings-window.ts';
import { bridge } from '../common/bridge.ts';
import { PRODUCT_NAME } from '../common/product-name.ts';
import { Icon } from '../common/icons.tsx';
import { useWords } from '../common/words.ts';
import { DeniedToast } from './denied-toast.tsx';
import { HealthPage } from './health-page.tsx';
import { HistoryPage } from './history-page.tsx';
import { KernelsPage } from './kernels-page.tsx';
import { pageTitle } from './pages.ts';
import { RestartPage } from './restart-page.tsx';
import { Sidebar } from './sidebar.tsx';
import { useChanges, type Changes } from './use-change.ts';
import { useNarrow } from './use-narrow.ts';

/** The settings window: a sidebar with pages, as in the desktop's own settings. */
export function SettingsWindow({ view }: { readonly view: SettingsView }): preact.JSX.Element {
  const words = useWords();
  const changes = useChanges(view);
  const [page, show] = usePage(view.page);
  const scrolled = useRef<HTMLDivElement>(null);
  useEffect(() => scrolled.current?.scrollTo(0, 0), [page]);
  const close = (): void => void bridge().call('close', null);
  useEscape(close);
  const isNarrow = useNarrow(view.appearance.textScale);
  return (
    <div class={`settings ${isNarrow ? 'narrow' : ''}`}>
      <header class="sidebar">
        <div class="header-bar">
          <p class="header-title">{PRODUCT_NAME}</p>
        </div>
        <Sidebar page={page} onShow={show} />
        <p class="caption version">{words.t('Version {version}', { version: view.version })}</p>
      </header>
      <main class="content">
        <div class="header-bar">
          <h1 id="page-title" class="header-title">
            {pageTitle(page, words)}
          </h1>
          <button type="button" class="button flat round window-close" aria-label={words.t('Close')} onClick={close}>
            <Icon name="close" />
          </button>
        </div>
        <div ref={scrolled} id="page" class="page-scroll" role="tabpanel" aria-labelledby={`tab-${page}`} tabIndex={0}>
          <div class="clamp">
            <Page page={page} view={view} changes={changes} />
          </div>
        </div>
        <DeniedToast denied={view.denied} changing={view.changing} />
      </main>
    </div>
  );
}

interface PageProps {
  readonly page: SettingsPage;
  readonly view: SettingsView;
  readonly changes: Changes;
}

function Page({ page, view, changes }: PageProps): preact.JSX.Element {
  switch (page) {
    case 'restart':
      return <RestartPage view={view} changes={changes} />;
    case 'kernels':
      return <KernelsPage view={view} changes={changes} />;
    case 'health':
      return <HealthPage view={view} />;
    case 'history':
      return <HistoryPage view={view} />;
  }
}

/** The page at once, without waiting for the main process; which may ask for another one, from the tray. */
function usePage(asked: SettingsPage): readonly [SettingsPage, (page: SettingsPage) => void] {
  const [page, setPage] = useState(asked);
  useEffect(() => setPage(asked), [asked]);
  const show = (next: SettingsPage): void => {
    setPage(next);
    void bridge().call('showPage', { page: next });
  };
  return [page, show];
}

function useEscape(close: () => void): void {
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      // The first Escape empties a search field.
      const isSearching = event.target instanceof HTMLInputElement && event.target.type === 'search' && event.target.value !== '';
      if (event.key === 'Escape' && !isSearching) close();
      if (event.key === 'w' && event.ctrlKey) close();
    };
    window.addEventListener('keydown', act);
    return () => window.removeEventListener('keydown', act);
  }, []);
}

import { useEffect, useState } from 'preact/hooks';
import type { SettingsView } from '../../contracts/app/settings-window.ts';
import { Icon } from '../common/icons.tsx';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';

/** Says that the last change was not made, and why, until it is dismissed or another change is asked for. */
export function DeniedToast({ denied, changing }: Pick<SettingsView, 'denied' | 'changing'>): preact.JSX.Element {
  const words = useWords();
  const { t } = words;
  const [isDismissed, setDismissed] = useState(false);
  // A new change deserves its own answer, even where that answer has the same words.
  useEffect(() => {
    if (changing !== null || denied === null) setDismissed(false);
  }, [changing, denied === null]);
  const isShown = denied !== null && changing === null && !isDismissed;
  return (
    <div class="toast-place" role="alert">
      {isShown && (
        <div class="toast">
          <div class="row-text">
            <p class="title">{t('Nothing was changed')}</p>
            <p>
              <Told text={words.message(denied.failure)} />
            </p>
            {denied.failure.hint !== '' && (
              <p>
                <Told text={words.hint(denied.failure)} />
              </p>
            )}
          </div>
          <button type="button" class="button flat round" aria-label={t('Dismiss')} onClick={() => setDismissed(true)}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

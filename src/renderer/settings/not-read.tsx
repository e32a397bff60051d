import type { Failure } from '../../contracts/errors.ts';
import { bridge } from '../common/bridge.ts';
import { FailureText } from '../common/failure-text.tsx';
import { Icon } from '../common/icons.tsx';
import { Spinner } from '../common/spinner.tsx';
import { useWords } from '../common/words.ts';

/** Stands where something is still being read. */
export function BeingRead(): preact.JSX.Element {
  const { t } = useWords();
  return (
    <p class="status-page" role="status">
      <Spinner /> {t('Reading')}
    </p>
  );
}

/** Stands where something could not be read, and offers to try again. */
export function NotRead({ failure }: { readonly failure: Failure }): preact.JSX.Element {
  const { t } = useWords();
  return (
    <div class="status-page">
      <Icon name="warning" class="status-icon" />
      <FailureText failure={failure} />
      <button type="button" class="button pill" onClick={() => void bridge().call('refresh', null)}>
        {t('Try Again')}
      </button>
    </div>
  );
}

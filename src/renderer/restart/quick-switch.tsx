import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartView } from '../../contracts/app/restart-window.ts';
import { Switch } from '../common/switch.tsx';
import { useWords } from '../common/words.ts';
import type { Possible } from './offer.ts';
import { savingSentence } from './sentences.ts';

/** The visible way to choose, for everybody who cannot or does not want to hold keys; it shows what held keys do, too. */
export interface QuickSwitchProps {
  readonly view: Pick<RestartView, 'saved' | 'modifierTurns'>;
  readonly possible: Possible;
  readonly offered: RestartHow | null;
  readonly onToggle: () => void;
}

/** A row with the switch “Quick Restart”. */
export function QuickSwitch({ view, possible, offered, onToggle }: QuickSwitchProps): preact.JSX.Element {
  const words = useWords();
  const { t } = words;
  const isPossible = possible === 'both';
  return (
    <div class="boxed">
      <div class={`row ${isPossible ? '' : 'insensitive'}`}>
        <div class="row-text">
          <label for="quick" class="title">
            {t('Quick Restart')}
          </label>
          <p id="quick-saving" class="subtitle">
            {isPossible ? savingSentence(view.saved, words) : t('Not possible this time.')}
          </p>
          {isPossible && view.modifierTurns && <p class="subtitle">{t('Holding Shift or Ctrl turns it, too.')}</p>}
        </div>
        <Switch id="quick" on={offered === 'quick'} disabled={!isPossible} describedBy="quick-saving" onToggle={onToggle} />
      </div>
    </div>
  );
}

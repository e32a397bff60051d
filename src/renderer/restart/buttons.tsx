import { useEffect, useRef } from 'preact/hooks';
import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import { Icon } from '../common/icons.tsx';
import { useWords } from '../common/words.ts';
import { focusByWindow } from './own-focus.ts';
import { canCancel } from './steps.ts';

/** What the buttons do; `offered`: what the main one would do now, null where there is no such button. */
export interface ButtonsProps {
  readonly phase: RestartPhase;
  readonly offered: RestartHow | null;
  /** The person has decided and the answer is not there yet. */
  readonly waiting: boolean;
  readonly onRestart: (how: RestartHow) => void;
  readonly onClose: () => void;
  /** Reads again: what stands against every restart may have passed. */
  readonly onRetry: () => void;
}

/** The row of buttons at the end of the window; the one that a person is most likely to want has the focus. */
export function Buttons({ phase, offered, waiting, onRestart, onClose, onRetry }: ButtonsProps): preact.JSX.Element {
  const { t, c } = useWords();
  const main = useRef<HTMLButtonElement>(null);
  const other = useRef<HTMLButtonElement>(null);
  useEffect(() => focusByWindow(main.current ?? other.current), [phase.kind, offered === null]);
  const closes = phase.kind === 'failed' || (phase.kind === 'choosing' && offered === null);
  return (
    <div class="dialog-buttons">
      <button ref={other} type="button" class="button" disabled={!canCancel(phase)} onClick={onClose}>
        {closes ? t('Close') : t('Cancel')}
      </button>
      {phase.kind === 'choosing' && offered !== null && (
        <button ref={main} type="button" class="button suggested" data-how={offered} disabled={waiting} onClick={() => onRestart(offered)}>
          {offered === 'quick' && <Icon name="bolt" />}
          {offered === 'quick' ? t('Quick Restart') : c('button', 'Restart')}
        </button>
      )}
      {phase.kind === 'choosing' && offered === null && (
        <button type="button" class="button" onClick={onRetry}>
          {t('Try Again')}
        </button>
      )}
      {phase.kind === 'failed' && phase.ordinaryOffered && (
        <button ref={main} type="button" class="button suggested" data-how="full" disabled={waiting} onClick={() => onRestart('full')}>
          {t('Restart Ordinarily')}
        </button>
      )}
    </div>
  );
}

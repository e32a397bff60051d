import type { SettingsView } from '../../contracts/app/settings-window.ts';
import { NEXT_HOLDS_SECONDS, type EveryRestart } from '../../core/every-restart/mode.ts';
import type { Translator } from '../../words/index.ts';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';
import { modesToChoose } from './every-restart-modes.ts';
import { ChoiceRow, Group } from './rows.tsx';
import type { Changes } from './use-change.ts';

interface EveryRestartProps {
  readonly everyRestart: SettingsView['everyRestart'];
  readonly changes: Changes;
}

/** Whether the restarts that other programs ask for are quick ones, and what the next one will be; nothing where no helper says it. */
export function EveryRestartGroup({ everyRestart, changes }: EveryRestartProps): preact.JSX.Element | null {
  const words = useWords();
  const { t, n } = words;
  if (everyRestart.kind !== 'read') return null;
  const { mode, next } = everyRestart.value;
  const shown = changes.wanted?.kind === 'every-restart' ? changes.wanted.mode : mode;
  const ends = mode === 'once' || mode === 'skip';
  return (
    <Group id="every-restart-group" title={t('Every Restart')} about={t('Also those that other programs ask for: the desktop’s own menu, an update, a command.')}>
      <div class="boxed">
        <ChoiceRow
          id="every-restart"
          title={t('Make Every Restart Quick')}
          subtitle={
            // Read out when it changes: what was chosen shows its effect here.
            <span role="status">
              <Told text={words.message(next)} />
              {ends && ` ${n('That counts for a restart within {count} minute.', 'That counts for a restart within {count} minutes.', NEXT_HOLDS_SECONDS / 60)}`}
            </span>
          }
          value={shown}
          values={modesToChoose(shown).map((value) => ({ value, label: nameOf(value, words) }))}
          disabled={!next.possible && mode === 'off'}
          onChoose={(chosen) => changes.ask({ kind: 'every-restart', mode: chosen })}
        />
      </div>
    </Group>
  );
}

function nameOf(mode: EveryRestart, { c }: Translator): string {
  switch (mode) {
    case 'off':
      return c('every restart', 'Off');
    case 'on':
      return c('every restart', 'On');
    case 'once':
      return c('every restart', 'The Next One Only');
    case 'skip':
      return c('every restart', 'All but the Next One');
  }
}

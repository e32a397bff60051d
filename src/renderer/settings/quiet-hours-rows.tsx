import type { QuietHours } from '../../contracts/app/quiet-hours.ts';
import type { Translator } from '../../words/index.ts';
import { formatTimeOfDay } from '../common/format.ts';
import { useWords } from '../common/words.ts';
import { ChoiceRow, SwitchRow } from './rows.tsx';
import { timesOfDay } from './times-of-day.ts';

interface QuietHoursProps {
  readonly quietHours: QuietHours;
  readonly set: (quietHours: QuietHours) => void;
}

/** Whether there are quiet hours, and from when until when. */
export function QuietHoursRows({ quietHours, set }: QuietHoursProps): preact.JSX.Element {
  const words = useWords();
  const { t, c } = words;
  const choices = (current: string): readonly { readonly value: string; readonly label: string }[] => timesOfDay(current).map((value) => ({ value, label: formatTimeOfDay(value, words) }));
  return (
    <>
      <SwitchRow
        id="quiet-hours"
        title={t('Quiet Hours')}
        subtitle={t('No notification is shown in them; what there is to say is said afterwards.')}
        on={quietHours.on}
        onToggle={(on) => set({ ...quietHours, on })}
      />
      {quietHours.on && (
        <>
          <ChoiceRow
            id="quiet-from"
            // TRANSLATORS: the time at which quiet hours begin
            title={c('quiet hours', 'From')}
            subtitle={t('By the clock of this computer.')}
            value={quietHours.from}
            values={choices(quietHours.from)}
            onChoose={(from) => set({ ...quietHours, from })}
          />
          <ChoiceRow
            id="quiet-until"
            // TRANSLATORS: the time at which quiet hours end
            title={c('quiet hours', 'Until')}
            subtitle={endSentence(quietHours, words)}
            value={quietHours.until}
            values={choices(quietHours.until)}
            onChoose={(until) => set({ ...quietHours, until })}
          />
        </>
      )}
    </>
  );
}

function endSentence({ from, until }: QuietHours, { t }: Translator): string {
  if (from === until) return t('The same time: no hour is quiet.');
  return until < from ? t('On the next day.') : t('On the same day.');
}

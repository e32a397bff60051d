import type { SettingsView } from '../../contracts/app/settings-window.ts';
import type { RestartKind, RestartRecord } from '../../core/history/restart-record.ts';
import type { Translator } from '../../words/index.ts';
import { formatMoment, formatSeconds } from '../common/format.ts';
import { Icon } from '../common/icons.tsx';
import { Outside } from '../common/outside.tsx';
import { useWords } from '../common/words.ts';
import { HistoryChart } from './history-chart.tsx';
import { BeingRead, NotRead } from './not-read.tsx';

/** The page of past restarts: a chart, what was saved in all, and the same in a table. */
export function HistoryPage({ view }: { readonly view: Pick<SettingsView, 'history' | 'totalSavedSeconds'> }): preact.JSX.Element {
  const { history, totalSavedSeconds } = view;
  if (history.kind === 'reading') return <BeingRead />;
  if (history.kind === 'failed') return <NotRead failure={history.failure} />;
  const records = history.value;
  if (records.length === 0) return <NoHistory />;
  return (
    <>
      <Saved records={records} totalSavedSeconds={totalSavedSeconds} />
      <HistoryChart records={records} />
      <HistoryTable records={records} />
    </>
  );
}

function NoHistory(): preact.JSX.Element {
  const { t } = useWords();
  return (
    <div class="status-page">
      <Icon name="chart" class="status-icon" />
      <p class="title-2">{t('No Restarts Yet')}</p>
      <p class="dim">{t('After the next restart, this page shows how long it took.')}</p>
    </div>
  );
}

function Saved({ records, totalSavedSeconds }: { readonly records: readonly RestartRecord[]; readonly totalSavedSeconds: number | null }): preact.JSX.Element | null {
  const words = useWords();
  const quick = records.filter((record) => record.kind === 'quick' && record.cameUp).length;
  if (quick === 0 || totalSavedSeconds === null || totalSavedSeconds < 1) return null;
  const time = formatSeconds(totalSavedSeconds, words);
  return (
    <div class="saved">
      <p class="saved-time">{time}</p>
      <p class="dim">{words.n('saved by {count} quick restart', 'saved by {count} quick restarts', quick)}</p>
    </div>
  );
}

const MOST_ROWS = 200;

function HistoryTable({ records }: { readonly records: readonly RestartRecord[] }): preact.JSX.Element {
  const words = useWords();
  const { t, n } = words;
  const more = records.length - MOST_ROWS;
  return (
    <section class="group" aria-labelledby="all-restarts">
      <h2 id="all-restarts">{t('All Restarts')}</h2>
      <div class="card table-card">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Date')}</th>
              <th scope="col">{t('Kind')}</th>
              <th scope="col">{t('Kernel')}</th>
              <th scope="col" class="number">
                {t('Time')}
              </th>
            </tr>
          </thead>
          <tbody>
            {records.slice(0, MOST_ROWS).map((record) => (
              <HistoryRow key={record.finishedAtMs} record={record} />
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="caption">{n('{count} more', '{count} more', more)}</p>}
    </section>
  );
}

function HistoryRow({ record }: { readonly record: RestartRecord }): preact.JSX.Element {
  const words = useWords();
  return (
    <tr>
      <td>{formatMoment(record.askedAtMs ?? record.finishedAtMs, words)}</td>
      <td>
        {kindName(record.kind, words)}
        {!record.cameUp && <span class="did-not"> {words.t('(did not come up)')}</span>}
      </td>
      <td>
        <Releases record={record} />
      </td>
      <td class="number">{record.totalSeconds === null ? <Unknown /> : formatSeconds(record.totalSeconds, words)}</td>
    </tr>
  );
}

function Releases({ record }: { readonly record: RestartRecord }): preact.JSX.Element {
  const { t } = useWords();
  const { fromRelease, toRelease } = record;
  if (toRelease === null) return <Unknown />;
  if (fromRelease === null || fromRelease === toRelease) return <Outside text={toRelease} />;
  return (
    <>
      <Outside text={fromRelease} /> <Icon name="arrow" class="flips small-icon" />
      <span class="hidden-text">{t('to')}</span> <Outside text={toRelease} />
    </>
  );
}

function Unknown(): preact.JSX.Element {
  const { t } = useWords();
  return <span class="dim">{t('Unknown')}</span>;
}

function kindName(kind: RestartKind, { t }: Translator): string {
  switch (kind) {
    case 'quick':
      return t('Quick');
    case 'ordinary':
      return t('Ordinary');
    case 'power-cycle':
      return t('Power cycle');
    case 'soft-reboot':
      return t('Soft reboot');
    case 'unknown':
      return t('Unknown');
  }
}

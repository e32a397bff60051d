import type { RestartRecord } from '../../core/history/restart-record.ts';
import { formatMoment, formatSeconds } from '../common/format.ts';
import { useWords } from '../common/words.ts';
import { CHART, chartOf, type Bar } from './chart.ts';

/** Bars of seconds: quick restarts full and round, ordinary ones in outline and square. The table below says the same in words. */
export function HistoryChart({ records }: { readonly records: readonly RestartRecord[] }): preact.JSX.Element | null {
  const words = useWords();
  const { t, direction } = words;
  const { bars, lines } = chartOf(records, direction);
  if (bars.length === 0) return null;
  const atStart = direction === 'ltr';
  const seconds = new Intl.NumberFormat(words.language);
  return (
    <figure class="card chart-card">
      <svg class="chart" viewBox={`0 0 ${CHART.width} ${CHART.height}`} role="img" aria-label={t('Seconds of each restart; the table below has the numbers.')}>
        {lines.map(({ seconds: value, y }) => (
          <g key={value}>
            <line class="chart-line" x1={atStart ? CHART.left : 0} x2={atStart ? CHART.width : CHART.width - CHART.left} y1={y} y2={y} />
            <text class="chart-label" x={atStart ? CHART.left - 8 : CHART.width - CHART.left + 8} y={y} dy="0.35em" text-anchor="end">
              {seconds.format(value)}
            </text>
          </g>
        ))}
        {bars.map((bar) => (
          <ChartBar key={bar.record.finishedAtMs} bar={bar} title={`${formatMoment(bar.record.finishedAtMs, words)}: ${formatSeconds(bar.seconds, words)}`} />
        ))}
      </svg>
      <figcaption class="legend">
        <span class="legend-item">
          <svg class="legend-shape" viewBox="0 0 12 12" aria-hidden="true">
            <path class="bar-quick" d="M1 12V6a5 5 0 0 1 10 0v6z" />
          </svg>
          {t('Quick')}
        </span>
        <span class="legend-item">
          <svg class="legend-shape" viewBox="0 0 12 12" aria-hidden="true">
            <rect class="bar-ordinary" x="1" y="1" width="10" height="11" />
          </svg>
          {t('Ordinary')}
        </span>
        <span class="legend-unit dim">{t('in seconds')}</span>
      </figcaption>
    </figure>
  );
}

function ChartBar({ bar, title }: { readonly bar: Bar; readonly title: string }): preact.JSX.Element {
  const { x, y, width, height } = bar;
  if (bar.kind === 'ordinary') {
    return (
      <rect class="bar-ordinary" x={x + 0.5} y={y + 0.5} width={Math.max(0, width - 1)} height={Math.max(0, height - 0.5)}>
        <title>{title}</title>
      </rect>
    );
  }
  const radius = Math.min(width / 2, height);
  return (
    <path class="bar-quick" d={`M${x} ${y + height}v${radius - height}a${width / 2} ${radius} 0 0 1 ${width} 0v${height - radius}z`}>
      <title>{title}</title>
    </path>
  );
}

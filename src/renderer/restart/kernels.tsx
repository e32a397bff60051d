import type { RestartView } from '../../contracts/app/restart-window.ts';
import { Icon } from '../common/icons.tsx';
import { Outside } from '../common/outside.tsx';
import { useWords } from '../common/words.ts';

/** The kernel that runs, and the one that would be started. */
export function Kernels({ view }: { readonly view: Pick<RestartView, 'runningRelease' | 'next'> }): preact.JSX.Element | null {
  const { t } = useWords();
  const { runningRelease, next } = view;
  if (next === null) return null;
  return (
    <section class="card kernels" aria-label={t('Kernels')}>
      <dl class="kernel-step">
        <div class="kernel">
          <dt class="caption">{t('Running now')}</dt>
          <dd>
            <Outside text={runningRelease} />
          </dd>
        </div>
        <div class="kernel-arrow">
          <Icon name="arrow" class="flips" />
        </div>
        <div class="kernel kernel-next">
          <dt class="caption">{t('After the restart')}</dt>
          <dd>
            <Outside text={next.release ?? next.title} />
          </dd>
        </div>
      </dl>
      {next.release !== null && (
        <p class="caption kernel-title" title={next.title}>
          <Outside text={next.title} />
        </p>
      )}
    </section>
  );
}

import type { SettingsView } from '../../contracts/app/settings-window.ts';
import type { CheckOutcome, CheckResult } from '../../core/restart-plan/check.ts';
import type { PlanAction } from '../../core/restart-plan/plan.ts';
import type { Translator } from '../../words/index.ts';
import { bridge } from '../common/bridge.ts';
import { checksByGravity, worstResult } from '../common/checks.ts';
import { Icon, NamedIcon } from '../common/icons.tsx';
import { resultName } from '../common/remarks.tsx';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';
import { checkTitle } from './check-titles.ts';
import { BeingRead, NotRead } from './not-read.tsx';

/** The page of checks: what stands in the way of quick restarts, and what to do. */
export function HealthPage({ view }: { readonly view: Pick<SettingsView, 'health'> }): preact.JSX.Element {
  const words = useWords();
  const { health } = view;
  if (health.kind === 'reading') return <BeingRead />;
  if (health.kind === 'failed') return <NotRead failure={health.failure} />;
  const { action, checks } = health.value;
  const worst = worstResult(checks);
  return (
    <>
      <div class={`status-page compact remark-${worst}`}>
        <Icon name={worst} class="status-icon" />
        <p class="title-2">{actionSentence(action, words)}</p>
        <button type="button" class="button pill" onClick={() => void bridge().call('refresh', null)}>
          {words.t('Check Again')}
        </button>
      </div>
      {checksByGravity(checks).map(({ result, checks: ofResult }) => (
        <section key={result} class="group" aria-labelledby={`checks-${result}`}>
          <h2 id={`checks-${result}`}>{groupTitle(result, words)}</h2>
          <ul class="boxed">
            {ofResult.map((check) => (
              <Check key={check.id} check={check} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Check({ check }: { readonly check: CheckOutcome }): preact.JSX.Element {
  const words = useWords();
  return (
    <li class={`row remark-${check.result}`}>
      <NamedIcon name={check.result} label={resultName(check.result, words)} />
      <div class="row-text">
        <p class="title">{checkTitle(check.id, words)}</p>
        <p class="subtitle">
          <Told text={words.message(check)} />
        </p>
        {check.hint !== '' && (
          <p class="hint">
            <Told text={words.hint(check)} />
          </p>
        )}
      </div>
    </li>
  );
}

function actionSentence(action: PlanAction, { t }: Translator): string {
  switch (action) {
    case 'quick':
      return t('Quick restarts work here');
    case 'full':
      return t('A quick restart is not possible now');
    case 'none':
      return t('This computer should not be restarted now');
  }
}

function groupTitle(result: CheckResult, { t }: Translator): string {
  switch (result) {
    case 'refusal':
      return t('In the Way');
    case 'warning':
      return t('Worth Knowing');
    case 'unknown':
      return t('Could Not Be Found Out');
    case 'ok':
      return t('In Order');
  }
}

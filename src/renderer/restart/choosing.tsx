import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartView } from '../../contracts/app/restart-window.ts';
import { checksByGravity } from '../common/checks.ts';
import { FailureText } from '../common/failure-text.tsx';
import { Remarks } from '../common/remarks.tsx';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';
import { InTheWay } from './in-the-way.tsx';
import { Kernels } from './kernels.tsx';
import { possibleNow } from './offer.ts';
import { QuickSwitch } from './quick-switch.tsx';

/** What a decision is made from. */
export interface ChoosingProps {
  readonly view: RestartView;
  readonly offered: RestartHow | null;
  readonly onToggle: () => void;
}

/** Everything between the heading and the buttons while a person decides. */
export function Choosing({ view, offered, onToggle }: ChoosingProps): preact.JSX.Element {
  const { t } = useWords();
  const possible = possibleNow(view);
  return (
    <>
      {view.reasons.length > 0 && (
        <div class="reasons dim">
          {view.reasons.map((reason) => (
            <p key={reason}>
              <Told text={reason} />
            </p>
          ))}
        </div>
      )}
      <Kernels view={view} />
      {possible !== 'neither' && <QuickSwitch view={view} possible={possible} offered={offered} onToggle={onToggle} />}
      {view.chosen && offered === 'full' && <p class="note">{t('An ordinary restart starts what the boot loader chooses, not the entry you picked.')}</p>}
      <InTheWay view={view} />
      <WhyNot view={view} />
    </>
  );
}

/** Why a quick restart, or any, is not possible, and what else there is to know. */
function WhyNot({ view }: { readonly view: RestartView }): preact.JSX.Element | null {
  const { t } = useWords();
  const possible = possibleNow(view);
  if (view.problem === null && view.remarks.length === 0) return null;
  return (
    <section class="group" aria-labelledby="remarks">
      <h2 id="remarks">
        {possible === 'both' && t('Worth Knowing')}
        {possible === 'ordinary-only' && t('Why a quick restart is not possible')}
        {possible === 'neither' && t('What stands against a restart')}
      </h2>
      {view.problem !== null && (
        <div class="card padded">
          <FailureText failure={view.problem} />
        </div>
      )}
      {view.remarks.length > 0 && <Remarks checks={checksByGravity(view.remarks).flatMap((group) => group.checks)} />}
    </section>
  );
}

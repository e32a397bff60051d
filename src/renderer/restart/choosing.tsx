import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartView } from '../../contracts/app/restart-window.ts';
import { FailureText } from '../common/failure-text.tsx';
import { Remarks } from '../common/remarks.tsx';
import { Told } from '../common/told.tsx';
import { useWords } from '../common/words.ts';
import { InTheWay } from './in-the-way.tsx';
import { Kernels } from './kernels.tsx';
import { possibleNow } from './offer.ts';
import { QuickSwitch } from './quick-switch.tsx';
import { noteSentence, otherStartSentence } from './sentences.ts';

/** What a decision is made from. */
export interface ChoosingProps {
  readonly view: RestartView;
  readonly offered: RestartHow | null;
  readonly onToggle: () => void;
}

/** Everything between the heading and the buttons while a person decides. */
export function Choosing({ view, offered, onToggle }: ChoosingProps): preact.JSX.Element {
  const words = useWords();
  const possible = possibleNow(view);
  const note = noteSentence(view.note, words);
  const otherStart = otherStartSentence(view, offered, words);
  return (
    <>
      {note !== '' && <p class="card padded">{note}</p>}
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
      {otherStart !== '' && <p class="note">{otherStart}</p>}
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
      {view.remarks.length > 0 && <Remarks checks={view.remarks} />}
    </section>
  );
}

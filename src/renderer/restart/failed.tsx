import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import { FailureText } from '../common/failure-text.tsx';
import { Remarks } from '../common/remarks.tsx';
import { useWords } from '../common/words.ts';
import { nothingLoadedSentence } from './sentences.ts';

/** What happened, that nothing is left of it, and why. */
export function Failed({ phase }: { readonly phase: Extract<RestartPhase, { kind: 'failed' }> }): preact.JSX.Element {
  const words = useWords();
  const nothingLoaded = nothingLoadedSentence(phase, words);
  const checks = phase.failure.checks?.filter((check) => check.result !== 'ok') ?? [];
  return (
    <>
      <div class="centred">
        <FailureText failure={phase.failure} />
      </div>
      {checks.length > 0 && <Remarks checks={checks} />}
      {nothingLoaded !== '' && <p class="note centred">{nothingLoaded}</p>}
    </>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { RestartHow } from '../../contracts/app/preferences.ts';
import type { RestartView } from '../../contracts/app/restart-window.ts';
import { bridge } from '../common/bridge.ts';
import { Spinner } from '../common/spinner.tsx';
import { useWords } from '../common/words.ts';
import { Buttons } from './buttons.tsx';
import { Choosing } from './choosing.tsx';
import { Failed } from './failed.tsx';
import { offeredHow, otherHow } from './offer.ts';
import { countdownSentence, headingOf, noteSentence, phaseAnnouncement } from './sentences.ts';
import { canCancel } from './steps.ts';
import { UnderWay } from './under-way.tsx';
import { useCountdown } from './use-countdown.ts';
import { useFit } from './use-fit.ts';
import { useHeld } from './use-held.ts';
import { useKeys } from './use-keys.ts';

/** The restart window, in the manner of the desktop's own dialog at the end of a session. */
export function RestartWindow({ view }: { readonly view: RestartView }): preact.JSX.Element {
  const words = useWords();
  const choice = useChoice(view);
  const countdown = useCountdown(view, () => {
    if (choice.offered !== null) choice.restart(choice.offered);
  });
  const close = (): void => {
    if (canCancel(view.phase)) void bridge().call('close', null);
  };
  useKeys({ onEscape: close, onEnter: () => view.phase.kind === 'choosing' && choice.offered !== null && !choice.waiting && choice.restart(choice.offered) });
  const dialog = useRef<HTMLDivElement>(null);
  useFit(dialog, view, `${countdown.kind} ${choice.offered ?? ''}`);
  const sentence = view.phase.kind === 'choosing' ? countdownSentence(countdown, choice.offered, words) : '';
  return (
    <main class="dialog-place">
      <div ref={dialog} class="dialog" role="alertdialog" aria-labelledby="heading" aria-describedby="sentence">
        <div class="dialog-scroll" tabIndex={-1}>
          <h1 id="heading">{headingOf(view, words)}</h1>
          <p id="sentence" class="countdown" role={countdown.kind === 'counting' ? 'timer' : undefined} aria-live={countdown.kind === 'stopped' ? 'polite' : 'off'}>
            {sentence}
          </p>
          <Phase view={view} offered={choice.offered} onToggle={choice.toggle} />
        </div>
        <Buttons phase={view.phase} offered={choice.offered} waiting={choice.waiting} onRestart={choice.restart} onClose={close} onRetry={() => void bridge().call('refresh', null)} />
      </div>
      <p class="hidden-text" role="status">
        {view.phase.kind === 'choosing' ? noteSentence(view.note, words) : phaseAnnouncement(view.phase, words)}
      </p>
    </main>
  );
}

interface PhaseProps {
  readonly view: RestartView;
  readonly offered: RestartHow | null;
  readonly onToggle: () => void;
}

function Phase({ view, offered, onToggle }: PhaseProps): preact.JSX.Element {
  const words = useWords();
  const { phase } = view;
  switch (phase.kind) {
    case 'choosing':
      return <Choosing view={view} offered={offered} onToggle={onToggle} />;
    case 'failed':
      return <Failed phase={phase} />;
    case 'authorising':
    case 'loading':
    case 'asking-programs':
    case 'restarting':
      return <UnderWay phase={phase} />;
    case 'reading':
    case 'cancelling':
    case 'unloading':
      return (
        <p class="busy">
          <Spinner /> {phase.kind === 'reading' ? words.t('Looking at what a restart would start') : phaseAnnouncement(phase, words)}
        </p>
      );
  }
}

interface Choice {
  readonly offered: RestartHow | null;
  readonly waiting: boolean;
  readonly toggle: () => void;
  readonly restart: (how: RestartHow) => void;
}

/** What the button does at this moment, and doing it once. */
function useChoice(view: RestartView): Choice {
  const [chosen, setChosen] = useState<RestartHow | null>(null);
  const [waiting, setWaiting] = useState(false);
  const held = useHeld();
  useEffect(() => {
    setWaiting(false);
    if (view.phase.kind === 'reading') setChosen(null); // the window may be about something else now
  }, [view.phase.kind]);
  const base = chosen ?? view.defaultAction;
  const restart = (how: RestartHow): void => {
    setWaiting(true);
    void bridge()
      .call('restart', { how, planNumber: view.planNumber })
      .finally(() => setWaiting(false));
  };
  return { offered: offeredHow(view, { chosen: base, held }), waiting, toggle: () => setChosen(otherHow(base)), restart };
}

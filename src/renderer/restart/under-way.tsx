import type { RestartPhase } from '../../contracts/app/restart-window.ts';
import { Icon } from '../common/icons.tsx';
import { Spinner } from '../common/spinner.tsx';
import { useWords } from '../common/words.ts';
import { stepSentence } from './sentences.ts';
import { stepsOf } from './steps.ts';

/** A restart that is under way, step by step. */
export function UnderWay({ phase }: { readonly phase: Extract<RestartPhase, { kind: 'authorising' | 'loading' | 'asking-programs' | 'restarting' }> }): preact.JSX.Element {
  const words = useWords();
  return (
    <ol class="boxed steps">
      {stepsOf(phase).map(({ name, state }) => (
        <li key={name} class={`row step step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <span class="step-mark">
            {state === 'done' && <Icon name="ok" />}
            {state === 'now' && <Spinner />}
          </span>
          <span class="row-text">{stepSentence(name, phase.how, words)}</span>
          {state === 'done' && <span class="hidden-text">{words.t('Done')}</span>}
        </li>
      ))}
    </ol>
  );
}

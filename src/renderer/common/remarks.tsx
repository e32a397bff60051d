import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import type { Translator } from '../../words/index.ts';
import { NamedIcon } from './icons.tsx';
import { Told } from './told.tsx';
import { useWords } from './words.ts';

/** Checks as rows: how grave, what it is, what to do. */
export function Remarks({ checks }: { readonly checks: readonly CheckOutcome[] }): preact.JSX.Element {
  const words = useWords();
  return (
    <ul class="boxed remarks">
      {checks.map((check) => (
        <li key={check.id} class={`row remark remark-${check.result}`}>
          <NamedIcon name={check.result} label={resultName(check.result, words)} />
          <div class="row-text">
            <p>
              <Told text={words.message(check)} />
            </p>
            {check.hint !== '' && (
              <p class="subtitle">
                <Told text={words.hint(check)} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** A check's result in a word. */
export function resultName(result: CheckOutcome['result'], { t }: Translator): string {
  switch (result) {
    case 'ok':
      return t('In order');
    case 'warning':
      return t('Warning');
    case 'refusal':
      return t('Refusal');
    case 'unknown':
      return t('Could not be found out');
  }
}

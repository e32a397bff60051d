import type { CheckOutcome } from '../../core/restart-plan/check.ts';
import type { Translator } from '../../words/index.ts';
import { foldedChecks } from './checks.ts';
import { NamedIcon } from './icons.tsx';
import { Told } from './told.tsx';
import { useWords } from './words.ts';

/** Checks as rows, gravest first: how grave, what it is, what to do. What could not be found out stands behind one line that opens: it seldom matters, and must not bury what does. */
export function Remarks({ checks }: { readonly checks: readonly CheckOutcome[] }): preact.JSX.Element {
  const { n } = useWords();
  const { known, unknown } = foldedChecks(checks);
  return (
    <>
      {known.length > 0 && <Rows checks={known} />}
      {unknown.length > 0 && (
        <details class="not-found-out" onToggle={refitWindow}>
          <summary>{n('{count} thing could not be found out', '{count} things could not be found out', unknown.length)}</summary>
          <Rows checks={unknown} />
        </details>
      )}
    </>
  );
}

/** The window is as high as what it shows. */
function refitWindow(): void {
  window.dispatchEvent(new Event('resize'));
}

function Rows({ checks }: { readonly checks: readonly CheckOutcome[] }): preact.JSX.Element {
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

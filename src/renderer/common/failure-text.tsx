import type { Failure } from '../../contracts/errors.ts';
import { Told } from './told.tsx';
import { useWords } from './words.ts';

/** What happened, and what to do. */
export function FailureText({ failure }: { readonly failure: Failure }): preact.JSX.Element {
  const words = useWords();
  return (
    <div class="failure-text">
      <p>
        <Told text={words.message(failure)} />
      </p>
      {failure.hint !== '' && (
        <p class="dim">
          <Told text={words.hint(failure)} />
        </p>
      )}
    </div>
  );
}

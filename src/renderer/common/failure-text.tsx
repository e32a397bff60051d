import type { Failure } from '../../contracts/errors.ts';
import { Outside } from './outside.tsx';

/** What happened, and what to do. */
export function FailureText({ failure }: { readonly failure: Failure }): preact.JSX.Element {
  return (
    <div class="failure-text">
      <p>
        <Outside text={failure.message} />
      </p>
      {failure.hint !== '' && (
        <p class="dim">
          <Outside text={failure.hint} />
        </p>
      )}
    </div>
  );
}

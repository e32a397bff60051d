/** Something is under way; the words beside it say what. It stands still where the desktop wants little motion. */
export function Spinner(): preact.JSX.Element {
  return (
    <svg class="spinner" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle class="spinner-track" cx="8" cy="8" r="6.25" />
      <path class="spinner-arc" d="M8 1.75A6.25 6.25 0 0 1 14.25 8" />
    </svg>
  );
}

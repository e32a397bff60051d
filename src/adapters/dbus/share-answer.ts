/**
 * The same question, asked of the outside no more often than it takes to answer it and `freshMs` besides: whoever asks meanwhile gets the answer
 * that is under way, or the last one. Every question may cost a connection to the bus, of which dbus-daemon gives a user, root too, so many
 * (max_connections_per_user), and a caller who asks in a loop would take them all. A failure with an exception is not kept.
 */
export function shareAnswer<T>(ask: () => Promise<T>, freshMs: number, now: () => number = () => performance.now()): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; answeredMs: number | null } | null = null;
  return () => {
    if (kept !== null && (kept.answeredMs === null || now() - kept.answeredMs < freshMs)) return kept.answer;
    const asked: NonNullable<typeof kept> = { answer: ask(), answeredMs: null };
    kept = asked;
    asked.answer.then(
      () => (asked.answeredMs = now()),
      () => (kept = kept === asked ? null : kept), // whoever asked hears of it
    );
    return asked.answer;
  };
}

/** How long it is between two looks: the machine may go down at any moment, and a look costs one call. */
const LOOK_AGAIN_MS = 5_000;
/** A session manager waits for programs that do not end: gnome-session 90 s for each of two phases; then it asks the restart manager. */
export const SESSION_ENDS_MS = 240_000;

/**
 * Resolves once the restart manager says that it has given up a restart which it had accepted (a program that had asked for a delay, another job):
 * never while the machine goes down, nor while nobody answers, which is what going down looks like. `isGoingDown` null: no answer.
 * For `patienceMs` nobody is asked.
 */
export async function untilGivenUp(isGoingDown: () => Promise<boolean | null>, patienceMs = 0): Promise<void> {
  if (patienceMs > 0) await new Promise((resolve) => setTimeout(resolve, patienceMs));
  do await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  while ((await isGoingDown()) !== false);
}

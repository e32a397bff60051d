/** How long it is between two looks: the machine may go down at any moment, and a look costs one call. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Resolves once the restart manager says that it has given up a restart which it had accepted (a program that had asked for a delay, another job):
 * never while the machine goes down, nor while nobody answers, which is what going down looks like. `isGoingDown` null: no answer.
 */
export async function untilGivenUp(isGoingDown: () => Promise<boolean | null>): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  while ((await isGoingDown()) !== false);
}

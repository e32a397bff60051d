/**
 * Whether a press of Escape counts. One that is still down from the window before does not; but Xwayland keeps a key for pressed
 * whose release came while its window went, and then its next press reads as a repetition: one alone, and the release.
 */
export class EscapeKey {
  #wasPressedHere = false;
  #strayRepetitions = 0;

  /** true: this press counts. */
  pressed(isRepetition: boolean): boolean {
    if (!isRepetition) this.#wasPressedHere = true;
    else if (!this.#wasPressedHere) this.#strayRepetitions += 1;
    return !isRepetition;
  }

  /** true: the press that this ends counts, and nobody has acted on it yet. */
  released(): boolean {
    const counts = this.#strayRepetitions === 1;
    this.#wasPressedHere = false;
    this.#strayRepetitions = 0;
    return counts;
  }
}

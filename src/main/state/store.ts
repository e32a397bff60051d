import { withChanges, type AppState } from './app-state.ts';

/** Is told what the state was and what it is now. */
export type StateListener = (now: AppState, before: AppState) => void;

/** Holds the state and tells of each change. */
export class Store {
  readonly #listeners = new Set<StateListener>();
  #state: AppState;

  constructor(state: AppState) {
    this.#state = state;
  }

  get state(): AppState {
    return this.#state;
  }

  change(changes: Partial<AppState>): void {
    const before = this.#state;
    this.#state = withChanges(before, changes);
    if (this.#state === before) return;
    for (const listener of [...this.#listeners]) listener(this.#state, before);
  }

  /** Returns what ends it. */
  onChange(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** setTimeout and clearTimeout, so that tests need not wait. */
export interface Timers {
  set(callback: () => void, delayMs: number): unknown;
  clear(timer: unknown): void;
}

/** Says when nothing has been asked of the service for a while; never while a call waits or runs. */
export class IdleExit {
  readonly #timers: Timers;
  readonly #delayMs: number;
  readonly #onIdle: () => void;
  #timer: unknown = null;

  /** Starts to count at once: a service that was started and never called goes as well. */
  constructor(options: { readonly delayMs: number; readonly onIdle: () => void; readonly timers: Timers }) {
    this.#timers = options.timers;
    this.#delayMs = options.delayMs;
    this.#onIdle = options.onIdle;
    this.countChanged(0);
  }

  /** The number of calls that wait or run is now `count`. */
  countChanged(count: number): void {
    this.stop();
    if (count === 0) this.#timer = this.#timers.set(this.#onIdle, this.#delayMs);
  }

  /** Says nothing any more, until the next change. */
  stop(): void {
    if (this.#timer !== null) this.#timers.clear(this.#timer);
    this.#timer = null;
  }
}

/** The timers of Node. */
export const NODE_TIMERS: Timers = {
  set: (callback, delayMs) => setTimeout(callback, delayMs),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/** How many calls may wait and run at a time. */
export interface QueueLimits {
  readonly perSender: number;
  readonly inAll: number;
}

/** One accepted call. `run` never rejects. */
export interface QueuedCall {
  readonly sender: string;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

interface Job extends QueuedCall {
  readonly controller: AbortController;
}

/**
 * Bounded and fair: senders take turns, one call is begun per turn of the event loop, and whoever floods waits behind their own
 * calls only. When a sender vanishes, its calls are aborted.
 */
export class CallQueue {
  readonly #limits: QueueLimits;
  readonly #onCount: (count: number) => void;
  /** Insertion order is the order of turns. */
  readonly #waiting = new Map<string, Job[]>();
  readonly #inFlight = new Map<string, Set<Job>>();
  #count = 0;
  #scheduled = false;

  /** `onCount` hears how many calls are waiting or running whenever that changes. */
  constructor(limits: QueueLimits, onCount: (count: number) => void) {
    this.#limits = limits;
    this.#onCount = onCount;
  }

  get count(): number {
    return this.#count;
  }

  /** Accepts a call to be run soon; false when a limit is reached. */
  add(call: QueuedCall): boolean {
    const own = this.#inFlight.get(call.sender) ?? new Set<Job>();
    if (own.size >= this.#limits.perSender || this.#count >= this.#limits.inAll) return false;
    const job: Job = { ...call, controller: new AbortController() };
    own.add(job);
    this.#inFlight.set(call.sender, own);
    const line = this.#waiting.get(call.sender);
    if (line === undefined) this.#waiting.set(call.sender, [job]);
    else line.push(job);
    this.#counted(1);
    this.#schedule();
    return true;
  }

  /** Aborts the sender's running calls and forgets the waiting ones. */
  abortSender(sender: string): void {
    const waiting = this.#waiting.get(sender) ?? [];
    this.#waiting.delete(sender);
    for (const job of waiting) this.#done(job);
    for (const job of [...(this.#inFlight.get(sender) ?? [])]) job.controller.abort();
  }

  abortAll(): void {
    for (const sender of [...this.#inFlight.keys()]) this.abortSender(sender);
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.size === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
      this.#schedule();
    });
  }

  #turn(): void {
    for (const [sender, line] of this.#waiting) {
      this.#waiting.delete(sender);
      const job = line.shift();
      if (line.length > 0) this.#waiting.set(sender, line); // behind the others
      if (job !== undefined) void job.run(job.controller.signal).finally(() => this.#done(job));
      return;
    }
  }

  #done(job: Job): void {
    const own = this.#inFlight.get(job.sender);
    if (own?.delete(job) !== true) return;
    if (own.size === 0) this.#inFlight.delete(job.sender);
    this.#counted(-1);
  }

  #counted(change: number): void {
    this.#count += change;
    this.#onCount(this.#count);
  }
}

import { Session, type Profiler } from 'node:inspector';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const SOURCES = `${pathToFileURL(resolve('src')).href}/`;

/** Which blocks of our own code ran, from V8's precise coverage. */
export class Coverage {
  readonly #session = new Session();
  readonly #seenEver = new Set<string>();
  #seen = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Blocks seen so far, in all rounds. */
  get size(): number {
    return this.#seenEver.size;
  }

  /** Everything is news again: a round shall not depend on those before it. */
  beginRound(): void {
    this.news();
    for (const one of this.#seen) this.#seenEver.add(one);
    this.#seen = new Set();
  }

  /** How many blocks ran since the last call that had not run before in this round. */
  news(): number {
    const before = this.#seen.size;
    // The answer is there when post returns: the session is on this thread.
    this.#session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error !== null) throw error;
      for (const script of taken.result) if (script.url.startsWith(SOURCES)) this.#add(script);
    });
    return this.#seen.size - before;
  }

  stop(): void {
    this.#session.disconnect();
  }

  #add({ scriptId, functions }: Profiler.ScriptCoverage): void {
    for (const { ranges } of functions) {
      for (const { startOffset, endOffset, count } of ranges) if (count > 0) this.#seen.add(`${scriptId}:${startOffset}:${endOffset}:${bucket(count)}`);
    }
  }
}

/** Once, a few times, often, very often: a loop that goes round more is news. */
function bucket(count: number): number {
  return count === 1 ? 1 : count < 8 ? 2 : count < 128 ? 3 : 4;
}

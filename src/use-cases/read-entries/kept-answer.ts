import type { EnginePorts } from '../engine-ports.ts';
import { TouchedFiles } from './touched-files.ts';

/** How long an answer serves that was read from a file that had just been changed: four readings in a second at most. */
const UNSETTLED_MS = 250;

interface Kept<T> {
  readonly answer: T;
  readonly touched: TouchedFiles;
  readMs: number;
  /** A promise that is not settled yet. */
  underWay: boolean;
}

/**
 * The last answer to one question about the system's files, given again while nothing that it was read from has changed. An answer that
 * is still being read is shared. A reading that fails with an exception is not kept.
 */
export class KeptAnswer<T> {
  readonly #ports: EnginePorts;
  readonly #now: () => number;
  #kept: Kept<T> | null = null;

  constructor(ports: EnginePorts, now: () => number) {
    this.#ports = ports;
    this.#now = now;
  }

  /** `read` asks nothing of the outside but through the ports that it is given. */
  get(read: (watched: EnginePorts) => T): T {
    if (this.#kept !== null && this.#serves(this.#kept)) return this.#kept.answer;
    this.#kept = null;
    const touched = new TouchedFiles(this.#ports, this.#now);
    const answer = read({ ...this.#ports, files: touched.files, fileSystems: touched.fileSystems });
    const kept: Kept<T> = { answer, touched, readMs: this.#now(), underWay: false };
    this.#kept = kept;
    if (answer instanceof Promise) void this.#follow(kept, answer);
    return answer;
  }

  #serves({ touched, readMs, underWay }: Kept<T>): boolean {
    const ageMs = this.#now() - readMs;
    return (underWay || touched.settled || (ageMs >= 0 && ageMs < UNSETTLED_MS)) && touched.unchanged();
  }

  async #follow(kept: Kept<T>, answer: Promise<unknown>): Promise<void> {
    kept.underWay = true;
    try {
      await answer;
    } catch {
      if (this.#kept === kept) this.#kept = null; // whoever asked hears of it
    }
    kept.underWay = false;
    kept.readMs = this.#now();
  }
}

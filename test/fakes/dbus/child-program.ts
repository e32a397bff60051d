import { spawn, type ChildProcess } from 'node:child_process';

/** A program that a test started: what it wrote, and its end. Ended by its own pid. */
export class ChildProgram {
  readonly child: ChildProcess;
  /** Exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  #output = '';
  #exited = false;

  constructor(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.child = spawn(argv[0]!, argv.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...environment } });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => {
        this.#output += String(error);
        this.#exited = true;
        resolve('not-started');
      });
      this.child.once('close', (code, signal) => {
        this.#exited = true;
        resolve(code ?? signal ?? 'unknown');
      });
    });
  }

  /** Both streams, as far as they came. */
  get output(): string {
    return this.#output;
  }

  get running(): boolean {
    return !this.#exited;
  }

  /** Waits until the output matches. Throws with the whole output where it does not in time, or where the program ended. */
  async saw(pattern: RegExp, withinMs = 15_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!pattern.test(this.#output)) {
      if (Date.now() > deadline || this.#exited) throw new Error(`did not write ${String(pattern)}; it wrote:\n${this.#output}`);
      await sleep(10);
    }
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    if (this.running) this.child.kill(signal);
    return this.ended;
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until `condition` holds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`did not happen: ${what}`);
    await sleep(10);
  }
}

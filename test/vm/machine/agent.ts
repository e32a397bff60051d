import type { Socket } from 'node:net';
import { connectSocket } from './qmp.ts';

/** What a command in the guest answered; `atMs` is the host's time at which the answer was complete. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly atMs: number;
}

interface Pending {
  readonly resolve: (result: CommandResult) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The guest went away (it restarted) while a command was under way. */
export class GuestRestarted extends Error {}

/** Long: two emulated processors on a busy machine are slow. */
const DEFAULT_TIMEOUT_MS = 180_000;
/** The guest ends a command first; this is what the answer may need on top. */
const ANSWER_MS = 20_000;

/**
 * The host's side of overlay/usr/local/libexec/quick-restart-try/agent: runs shell scripts in the guest as whoever started
 * the agent there, one after the other. Survives restarts of the guest: each new agent says hello with its boot id.
 */
export class Agent {
  readonly name: string;
  readonly #socket: Socket;
  readonly #pending = new Map<string, Pending>();
  #buffer = '';
  #count = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** Boot id of the agent that said hello last; null before the first. */
  bootId: string | null = null;

  private constructor(name: string, socket: Socket) {
    this.name = name;
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => this.#rejectAll(new Error(`${name}: the virtual machine has ended`)));
  }

  static async connect(name: string, path: string): Promise<Agent> {
    return new Agent(name, await connectSocket(path));
  }

  /** Runs a shell script. After `timeoutMs` the guest kills it and answers 124 or 137. */
  run(script: string, timeoutMs: number = DEFAULT_TIMEOUT_MS): Promise<CommandResult> {
    const seconds = Math.ceil(timeoutMs / 1000);
    return this.#request('run', Buffer.from(script), String(seconds), timeoutMs + ANSWER_MS, script);
  }

  /** Runs a shell script that must exit 0, and gives its stdout without the line end. */
  async read(script: string, timeoutMs: number = DEFAULT_TIMEOUT_MS): Promise<string> {
    const { code, stdout, stderr } = await this.run(script, timeoutMs);
    if (code !== 0) throw new Error(`${this.name}: exit ${code} from: ${script}\n${stdout}${stderr}`);
    return stdout.replace(/\n$/, '');
  }

  /** Writes a file in the guest; `path` without spaces. */
  async put(path: string, bytes: Uint8Array, mode = '644'): Promise<void> {
    const { code, stderr } = await this.#request('put', bytes, `${path} ${mode}`, DEFAULT_TIMEOUT_MS, `put ${path}`);
    if (code !== 0) throw new Error(`${this.name}: put ${path}: ${stderr}`);
  }

  /** Waits for the agent of a boot whose id is not `notBootId`; null for any. */
  async waitForBoot(notBootId: string | null, timeoutMs: number): Promise<string> {
    const endMs = performance.now() + timeoutMs;
    for (;;) {
      if (this.bootId !== null && this.bootId !== notBootId) return this.bootId;
      if (performance.now() > endMs) throw new Error(`${this.name}: no new boot within ${timeoutMs / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** After loadvm the guest's agent is the one of then: drops what was under way and half received. */
  rewind(bootId: string | null): void {
    this.#rejectAll(new GuestRestarted(`${this.name}: the machine was set back`));
    this.#buffer = '';
    this.bootId = bootId;
  }

  close(): void {
    this.#socket.destroy();
  }

  #request(verb: 'run' | 'put', body: Uint8Array, words: string, timeoutMs: number, what: string): Promise<CommandResult> {
    const answer = this.#queue.then(() => this.#send(verb, body, words, timeoutMs, what));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  #send(verb: string, body: Uint8Array, words: string, timeoutMs: number, what: string): Promise<CommandResult> {
    this.#count += 1;
    const id = `${process.pid}.${this.#count}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new Error(`${this.name}: no answer within ${timeoutMs / 1000} s to: ${what}`)), timeoutMs);
      this.#pending.set(id, { resolve, reject, timer });
      this.#socket.write(Buffer.concat([Buffer.from(`${verb} ${id} ${body.length} ${words}\n`), body]));
    });
  }

  #receive(chunk: string): void {
    const lines = (this.#buffer + chunk).split('\n');
    this.#buffer = lines.pop() ?? '';
    for (const line of lines) this.#handle(line.split(' '));
  }

  #handle([verb, id = '', code = '', stdout = '', stderr = '']: readonly string[]): void {
    if (verb === 'hello') {
      this.bootId = id;
      this.#rejectAll(new GuestRestarted(`${this.name}: the guest restarted`));
    } else if (verb === 'done') {
      this.#settle(id)?.resolve({ code: Number(code), stdout: decode(stdout), stderr: decode(stderr), atMs: performance.now() });
    }
  }

  #settle(id: string): Pending | undefined {
    const one = this.#pending.get(id);
    clearTimeout(one?.timer);
    this.#pending.delete(id);
    return one;
  }

  #rejectAll(error: Error): void {
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(error);
  }
}

function decode(word: string): string {
  return Buffer.from(word.slice(1), 'base64').toString('utf8');
}

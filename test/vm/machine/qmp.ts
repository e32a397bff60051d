import { createConnection, type Socket } from 'node:net';

/** An event of the virtual machine (QEMU QMP Reference Manual, events), with the host's time in ms. */
export interface QmpEvent {
  readonly name: string;
  readonly atMs: number;
  readonly data: unknown;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A client of QEMU's machine protocol (QMP) over a Unix socket. */
export class Qmp {
  readonly events: QmpEvent[] = [];
  readonly #socket: Socket;
  readonly #pending: Pending[] = [];
  #buffer = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => this.#fail(new Error('QEMU closed its control connection')));
  }

  static async connect(path: string): Promise<Qmp> {
    const qmp = new Qmp(await connectSocket(path));
    await qmp.execute('qmp_capabilities');
    return qmp;
  }

  execute(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    });
  }

  /** A command of the human monitor that answers nothing when it worked (savevm, loadvm). */
  async monitor(line: string): Promise<void> {
    const answer = await this.inform(line);
    if (answer !== '') throw new Error(`QEMU, ${line}: ${answer}`);
  }

  /** A command of the human monitor that answers with text. */
  async inform(line: string): Promise<string> {
    return String(await this.execute('human-monitor-command', { 'command-line': line })).trim();
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    const lines = (this.#buffer + chunk).split('\n');
    this.#buffer = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') this.#handle(JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  #handle(message: Readonly<Record<string, unknown>>): void {
    if (typeof message['event'] === 'string') this.events.push({ name: message['event'], atMs: performance.now(), data: message['data'] });
    else if ('return' in message) this.#pending.shift()?.resolve(message['return']);
    else if ('error' in message) this.#pending.shift()?.reject(new Error(`QEMU: ${JSON.stringify(message['error'])}`));
  }

  #fail(error: Error): void {
    for (const one of this.#pending.splice(0)) one.reject(error);
  }
}

/** Connects to a Unix socket that a program is about to make; gives up after 10 s. */
export async function connectSocket(path: string): Promise<Socket> {
  const endMs = performance.now() + 10_000;
  for (;;) {
    try {
      return await connectOnce(path);
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function connectOnce(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { MessageLimiter, type MessageLimits } from './message-limiter.ts';

/** What may wait to be sent before nothing more is read, and how long it may take to go out. */
export interface SendLimits {
  readonly unsentBytes: number;
  readonly patienceMs: number;
}

const SEND_LIMITS: SendLimits = { unsentBytes: 1024 * 1024, patienceMs: 20_000 };

/**
 * A unix socket to the bus whose incoming messages pass a MessageLimiter once the handshake has ended with BEGIN. A bus takes no
 * more from a sender while its receivers do not read (dbus-daemon(1), max_incoming_bytes). So nothing more is read while much
 * waits to be sent, and where it does not go out in time, the connection ends with an error: memory stays bounded, and whoever
 * connects anew is heard again.
 */
export class LimitedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #limiter: MessageLimiter;
  readonly #sendLimits: SendLimits;
  #handshaken = false;
  /** Ends the connection; null while little waits to be sent. */
  #patience: NodeJS.Timeout | null = null;

  constructor(path: string, limits: MessageLimits, sendLimits: SendLimits = SEND_LIMITS) {
    super({ allowHalfOpen: false });
    this.#sendLimits = sendLimits;
    this.#limiter = new MessageLimiter(limits);
    this.#socket = connect({ path });
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('end', () => this.push(null));
    this.#socket.on('error', (error) => this.destroy(error));
    this.#socket.on('close', () => this.destroy());
  }

  override _read(): void {
    if (this.#patience === null) this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // The bus sends its first message after this line, never before: D-Bus Specification, "Authentication Protocol".
    if (!this.#handshaken && chunk.toString('latin1') === 'BEGIN\r\n') this.#handshaken = true;
    if (this.#patience === null && this.writableLength > this.#sendLimits.unsentBytes) this.#hold();
    this.#socket.write(chunk, (error) => {
      done(error);
      if (this.#patience !== null && this.writableLength <= this.#sendLimits.unsentBytes / 2) this.#release();
    });
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#socket.destroy();
    done(error);
  }

  #hold(): void {
    this.#socket.pause();
    const { patienceMs } = this.#sendLimits;
    this.#patience = setTimeout(() => this.destroy(new Error(`for ${patienceMs / 1000} s the bus took too little of what was sent; somebody does not read their answers.`)), patienceMs);
  }

  #release(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
    this.#socket.resume();
  }

  #take(chunk: Buffer): void {
    const parts = this.#handshaken ? this.#limiter.push(chunk) : [chunk];
    for (const part of parts) {
      if (!this.push(part)) this.#socket.pause();
    }
  }
}

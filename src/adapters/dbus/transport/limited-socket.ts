import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { MessageLimiter, type MessageLimits } from './message-limiter.ts';

/** A unix socket to the bus whose incoming messages pass a MessageLimiter once the handshake has ended with BEGIN. */
export class LimitedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #limiter: MessageLimiter;
  #handshaken = false;

  constructor(path: string, limits: MessageLimits) {
    super({ allowHalfOpen: false });
    this.#limiter = new MessageLimiter(limits);
    this.#socket = connect({ path });
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('end', () => this.push(null));
    this.#socket.on('error', (error) => this.destroy(error));
    this.#socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // The bus sends its first message after this line, never before: D-Bus Specification, "Authentication Protocol".
    if (!this.#handshaken && chunk.toString('latin1') === 'BEGIN\r\n') this.#handshaken = true;
    this.#socket.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    const parts = this.#handshaken ? this.#limiter.push(chunk) : [chunk];
    for (const part of parts) {
      if (!this.push(part)) this.#socket.pause();
    }
  }
}

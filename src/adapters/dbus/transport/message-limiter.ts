/** What a limiter lets through of each message. */
export interface MessageLimits {
  /** Larger bodies are cut off whole; the message arrives without its arguments. */
  readonly bodyBytes: number;
  /** Messages with larger header fields are dropped: no honest one comes near. Replies are not. */
  readonly headerBytes: number;
  /** The same as `bodyBytes` for replies; without it they pass as they are: we asked for them. */
  readonly replyBytes?: number;
}

const FIXED_HEADER_BYTES = 16;
const METHOD_RETURN = 2;
const ERROR = 3;

/**
 * Bounds what one incoming message can cost, before anything of it is unmarshalled: a 32 MB array of variants, which any user
 * may send, would take gigabytes as JavaScript values. Works on the bytes of a D-Bus connection after its handshake, keeps
 * the framing, and never holds more than one fixed header.
 * D-Bus Specification, "Message Format".
 */
export class MessageLimiter {
  readonly #limits: MessageLimits;
  #header: Buffer = Buffer.alloc(0);
  #passBytes = 0;
  #skipBytes = 0;
  /** The framing is lost; the parser behind will say so. */
  #passAll = false;

  constructor(limits: MessageLimits) {
    this.#limits = limits;
  }

  /** Takes the next bytes from the bus and returns those to hand on, in order. */
  push(chunk: Buffer): readonly Buffer[] {
    const out: Buffer[] = [];
    let rest = chunk;
    while (rest.length > 0) rest = this.#step(rest, out);
    return out;
  }

  #step(rest: Buffer, out: Buffer[]): Buffer {
    if (this.#passAll) return this.#pass(rest, rest.length, out);
    if (this.#passBytes > 0) {
      const length = Math.min(this.#passBytes, rest.length);
      this.#passBytes -= length;
      return this.#pass(rest, length, out);
    }
    if (this.#skipBytes > 0) {
      const length = Math.min(this.#skipBytes, rest.length);
      this.#skipBytes -= length;
      return rest.subarray(length);
    }
    const wanted = FIXED_HEADER_BYTES - this.#header.length;
    this.#header = Buffer.concat([this.#header, rest.subarray(0, wanted)]);
    if (this.#header.length === FIXED_HEADER_BYTES) this.#decide(out);
    return rest.subarray(wanted);
  }

  #pass(rest: Buffer, length: number, out: Buffer[]): Buffer {
    out.push(rest.subarray(0, length));
    return rest.subarray(length);
  }

  #decide(out: Buffer[]): void {
    const header = this.#header;
    this.#header = Buffer.alloc(0);
    const order = String.fromCharCode(header[0] ?? 0);
    if (order !== 'l' && order !== 'B') {
      this.#passAll = true;
      out.push(header);
      return;
    }
    const little = order === 'l';
    const bodyBytes = little ? header.readUInt32LE(4) : header.readUInt32BE(4);
    const fieldBytes = little ? header.readUInt32LE(12) : header.readUInt32BE(12);
    const paddedFieldBytes = Math.ceil(fieldBytes / 8) * 8;
    const reply = header[1] === METHOD_RETURN || header[1] === ERROR;
    if (!reply && fieldBytes > this.#limits.headerBytes) {
      this.#skipBytes = paddedFieldBytes + bodyBytes;
      return;
    }
    if (bodyBytes > (reply ? (this.#limits.replyBytes ?? Infinity) : this.#limits.bodyBytes)) {
      header.writeUInt32LE(0, 4); // zero is the same in both byte orders
      this.#passBytes = paddedFieldBytes;
      this.#skipBytes = bodyBytes;
    } else {
      this.#passBytes = paddedFieldBytes + bodyBytes;
    }
    out.push(header);
  }
}

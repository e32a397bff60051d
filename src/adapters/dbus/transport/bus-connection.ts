import { createConnection, messageType, type DBusConnection, type Message } from 'dbus-native';
import { err, ok, type Result } from '../../../core/result.ts';
import type { VariantDict } from '../variant-dict.ts';
import { parseBusAddress } from './bus-address.ts';
import { DBUS_ERROR, type BusError } from './bus-error.ts';
import { LimitedSocket } from './limited-socket.ts';
import type { MessageLimits } from './message-limiter.ts';
import { PendingCalls } from './pending-calls.ts';

/** One method call to somebody else. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Types of `body`; absent where the method takes nothing. */
  readonly signature?: string;
  readonly body?: readonly unknown[];
  /** Types that the answer must have; anything else is the error InvalidSignature. */
  readonly answer: string;
  /** Default 25 s, as in libdbus. A call that may show a password dialog needs 120 s or more. */
  readonly timeoutMs?: number;
  /** The other side may ask the person for a password. */
  readonly interactive?: boolean;
  /** false: do not start the service for this call. */
  readonly autoStart?: boolean;
  /** Stops waiting; the error is `no-reply`. */
  readonly signal?: AbortSignal;
}

/** Calls over a bus: a connection, or something that stands for one. */
export interface BusCaller {
  call(call: BusCall): Promise<Result<readonly unknown[], BusError>>;
}

/** A message from the bus: what dbus-native unmarshalled, types of the header fields unchecked. */
export type BusMessage = Message;

export const BUS = { name: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' } as const;

const FLAG = { noReplyExpected: 0x1, noAutoStart: 0x2, allowInteractiveAuthorization: 0x4 } as const;
const DEFAULT_TIMEOUT_MS = 25_000;
/** A desktop that has just started is busy; whoever waits sees that something is being read. */
const HELLO_TIMEOUT_MS = 60_000;
/** Room for every call and signal of this product, which carry ids, titles and package names. */
const LIMITS = { bodyBytes: 64 * 1024, headerBytes: 16 * 1024 };

/**
 * One connection to a message bus, with dbus-native as its transport: it moves bytes and types, nothing else of it is used.
 * When the bus dies every pending call fails at once with `disconnected`, and `closed` resolves with the reason.
 */
export class BusConnection implements BusCaller {
  /** Resolves once, with why the connection ended; never rejects. */
  readonly closed: Promise<string>;
  readonly #connection: DBusConnection;
  readonly #pending = new PendingCalls();
  readonly #callListeners = new Set<(message: BusMessage) => void>();
  readonly #signalListeners = new Set<(message: BusMessage) => void>();
  #uniqueName = '';
  #serial = 0;
  #open = true;
  #reason = '';

  private constructor(socketPath: string, limits: MessageLimits) {
    this.#connection = createConnection({
      stream: new LimitedSocket(socketPath, limits),
      authMethods: ['EXTERNAL'],
      plainValues: false, // dictionaries as pairs: a key named __proto__ stays a key
      variants: 'wrap',
    });
    this.closed = new Promise((resolve) => {
      this.#connection.on('close', (cause?: Error) => resolve(this.#ended(cause)));
    });
    this.#connection.on('error', (error: Error) => this.#failed(error.message));
    this.#connection.on('message', (message: Message) => this.#dispatch(message));
    this.#connection.on('handlerError', (error: Error) => {
      throw error; // our own bug: the transport must not hide it
    });
  }

  /**
   * Connects and says Hello; `limits` where somebody else's answers are larger than all of ours.
   * Errors: `disconnected` when nobody listens or the bus does not let us in; `no-reply`.
   */
  static async open(address: string, limits: MessageLimits = LIMITS): Promise<Result<BusConnection, BusError>> {
    const sockets = parseBusAddress(address);
    if (!sockets.ok) return err(disconnected(sockets.error));
    let last: BusError = disconnected('');
    for (const socket of sockets.value) {
      const connection = new BusConnection(socket, limits);
      const greeted = await connection.call({ destination: BUS.name, path: BUS.path, interface: BUS.interface, member: 'Hello', answer: 's', timeoutMs: HELLO_TIMEOUT_MS });
      if (greeted.ok) {
        connection.#uniqueName = String(greeted.value[0]);
        return ok(connection);
      }
      last = greeted.error;
      await connection.close();
    }
    return err(last);
  }

  /** Our unique name on this bus, such as `:1.42`. */
  get uniqueName(): string {
    return this.#uniqueName;
  }

  /** Calls a method and waits for its answer. Arguments that do not fit `signature` are a bug and throw. */
  call(call: BusCall): Promise<Result<readonly unknown[], BusError>> {
    if (!this.#open) return Promise.resolve(err(disconnected(this.#reason)));
    const flags = (call.interactive === true ? FLAG.allowInteractiveAuthorization : 0) | (call.autoStart === false ? FLAG.noAutoStart : 0);
    const serial = this.#nextSerial();
    const { destination, path, member } = call;
    this.#connection.message({
      type: messageType.methodCall, serial, flags, destination, path, interface: call.interface, member,
      ...(call.signature === undefined || call.signature === '' ? {} : { signature: call.signature, body: [...(call.body ?? [])] }),
    });
    return this.#pending.add(serial, call, call.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  /** Sends a signal to everybody who listens. */
  emit(path: string, interfaceName: string, member: string, signature: string, body: readonly unknown[]): void {
    this.#send({ type: messageType.signal, path, interface: interfaceName, member, ...(signature === '' ? {} : { signature, body: [...body] }) });
  }

  /** Answers a call with values of the types in `signature`; nothing is sent where the caller wants no answer. */
  reply(to: BusMessage, signature: string, body: readonly unknown[]): void {
    this.#answer(to, { type: messageType.methodReturn, ...(signature === '' ? {} : { signature, body: [...body] }) });
  }

  /** Answers a call with an error; `words` goes behind its text. */
  replyError(to: BusMessage, name: string, message: string, words?: VariantDict): void {
    const text = message.replaceAll('\0', '\uFFFD');
    this.#answer(to, { type: messageType.error, errorName: name, ...(words === undefined ? { signature: 's', body: [text] } : { signature: 'sa{sv}', body: [text, words] }) });
  }

  /** Hands every method call to `listener`; returns what stops it. */
  onCall(listener: (message: BusMessage) => void): () => void {
    this.#callListeners.add(listener);
    return () => this.#callListeners.delete(listener);
  }

  /** Hands every signal to `listener`, forged ones included: see watchSignals. Returns what stops it. */
  onSignal(listener: (message: BusMessage) => void): () => void {
    this.#signalListeners.add(listener);
    return () => this.#signalListeners.delete(listener);
  }

  /** Ends the connection after what was sent has gone out. */
  async close(): Promise<void> {
    if (this.#open) {
      this.#reason = 'The connection was closed.';
      this.#connection.end();
    }
    await this.closed;
  }

  #send(message: Message): void {
    if (this.#open) this.#connection.message({ ...message, serial: this.#nextSerial() });
  }

  #answer(to: BusMessage, message: Message): void {
    if (((to.flags ?? 0) & FLAG.noReplyExpected) !== 0 || to.serial === undefined || to.sender === undefined) return;
    this.#send({ ...message, flags: FLAG.noReplyExpected, replySerial: to.serial, destination: to.sender });
  }

  #nextSerial(): number {
    this.#serial = this.#serial === 0xffff_ffff ? 1 : this.#serial + 1;
    return this.#serial;
  }

  #dispatch(message: Message): void {
    switch (message.type) {
      case messageType.methodReturn:
      case messageType.error:
        this.#pending.settle(message);
        return;
      case messageType.methodCall:
        for (const listener of [...this.#callListeners]) listener(message);
        return;
      case messageType.signal:
        for (const listener of [...this.#signalListeners]) listener(message);
        return;
      default: // the specification: ignore unknown message types
    }
  }

  #failed(reason: string): void {
    if (this.#reason === '') this.#reason = reason;
    this.#connection.stream.destroy();
  }

  #ended(cause: Error | undefined): string {
    this.#open = false;
    if (this.#reason === '') this.#reason = cause?.message ?? 'The bus closed the connection.';
    this.#pending.failAll(disconnected(this.#reason));
    return this.#reason;
  }
}

function disconnected(message: string): BusError {
  return { kind: 'disconnected', name: DBUS_ERROR.disconnected, message };
}

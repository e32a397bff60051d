import { createConnection, messageType, type DBusConnection, type Message } from 'dbus-native';

/** A peer that sends whatever it likes, without the checks of BusConnection. */
export class RawPeer {
  readonly #connection: DBusConnection;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly signals: Message[] = [];
  #serial = 1;
  uniqueName = '';

  private constructor(address: string) {
    this.#connection = createConnection({ busAddress: address, plainValues: false, variants: 'wrap' });
    this.#connection.on('error', () => undefined);
    this.#connection.on('message', (message: Message) => {
      if (message.type === messageType.signal) this.signals.push(message);
      const waiting = this.#waiting.get(message.replySerial ?? 0);
      this.#waiting.delete(message.replySerial ?? 0);
      waiting?.(message);
    });
  }

  static async connect(address: string): Promise<RawPeer> {
    const peer = new RawPeer(address);
    const hello = await peer.call({ destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'Hello' });
    peer.uniqueName = String(hello.body?.[0]);
    return peer;
  }

  /** Sends a method call and waits for whatever answers it. */
  call(message: Message): Promise<Message> {
    const serial = this.#serial++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${message.member ?? ''}`)), 30_000);
      this.#waiting.set(serial, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#connection.message({ ...message, type: messageType.methodCall, serial });
    });
  }

  /** Sends a message and waits for nothing. */
  send(message: Message): void {
    this.#connection.message({ ...message, serial: this.#serial++ });
  }

  /** Reads nothing from the bus any more, whatever comes. */
  stopReading(): void {
    const { stream } = this.#connection;
    stream.removeAllListeners('readable').removeAllListeners('data');
    stream.pause();
  }

  close(): void {
    this.#connection.end();
  }
}

/** An answer in one line: the error's name, or `ok` and its signature. */
export function inShort(message: Message): string {
  return message.type === messageType.error ? (message.errorName ?? '') : `ok ${message.signature ?? ''}`.trim();
}

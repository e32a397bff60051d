import { messageType, type Message } from 'dbus-native';
import { err, ok, type Result } from '../../../core/result.ts';
import { DBUS_ERROR, type BusError } from './bus-error.ts';

type Answer = Result<readonly unknown[], BusError>;

/** What a waiting call knows of itself. */
interface Waiting {
  readonly destination: string;
  readonly interface: string;
  readonly member: string;
  readonly answer: string;
  readonly signal?: AbortSignal;
}

/** Calls that wait for their answer, each with its own time limit. */
export class PendingCalls {
  readonly #waiting = new Map<number, { readonly call: Waiting; readonly settle: (answer: Answer) => void }>();

  /** The answer to the call with this serial, whenever and however it comes. */
  add(serial: number, call: Waiting, timeoutMs: number): Promise<Answer> {
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        call.signal?.removeEventListener('abort', onAbort);
        this.#waiting.delete(serial);
        resolve(answer);
      };
      const onAbort = (): void => settle(err(noReply(`${call.member} on ${call.destination} was given up.`)));
      const timer = setTimeout(() => settle(err(noReply(`${call.destination} did not answer ${call.member} within ${timeoutMs / 1000} s.`))), timeoutMs);
      this.#waiting.set(serial, { call, settle });
      call.signal?.addEventListener('abort', onAbort);
      if (call.signal?.aborted === true) onAbort();
    });
  }

  /** Settles the call that `message` answers; an answer to nothing is ignored. */
  settle(message: Message): void {
    const waiting = message.replySerial === undefined ? undefined : this.#waiting.get(message.replySerial);
    waiting?.settle(message.type === messageType.error ? err(remoteError(message)) : answerOf(message, waiting.call));
  }

  /** Fails every waiting call. */
  failAll(error: BusError): void {
    for (const { settle } of [...this.#waiting.values()]) settle(err(error));
  }
}

function answerOf(message: Message, call: Waiting): Answer {
  const signature = message.signature ?? '';
  if (signature === call.answer) return ok(message.body ?? []);
  const text = `${call.interface}.${call.member} answered with (${signature}) and not with (${call.answer}).`;
  return err({ kind: 'remote', name: DBUS_ERROR.invalidSignature, message: text });
}

function remoteError(message: Message): BusError {
  const [text, details]: readonly unknown[] = message.body ?? [];
  const error: BusError = { kind: 'remote', name: message.errorName ?? DBUS_ERROR.failed, message: typeof text === 'string' ? text : '' };
  return message.signature === 'sa{sv}' ? { ...error, details } : error;
}

function noReply(message: string): BusError {
  return { kind: 'no-reply', name: DBUS_ERROR.noReply, message };
}

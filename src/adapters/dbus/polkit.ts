import { randomUUID } from 'node:crypto';
import { Variant } from 'dbus-native';
import type { ActionId } from '../../contracts/actions.ts';
import type { BusConnection } from './transport/bus-connection.ts';

/**
 * polkit's word about one caller and one action. `challenge`: a password would help, and no dialog was allowed or no agent is
 * there to show it. `absent`: polkit is not there or did not answer; nothing may be concluded from it.
 */
export type PolkitAnswer =
  | { readonly kind: 'authorised' }
  | { readonly kind: 'challenge' }
  | { readonly kind: 'denied'; readonly dismissed: boolean }
  | { readonly kind: 'absent'; readonly detail: string };

/** One question to polkit. */
export interface PolkitQuestion {
  /** Unique bus name of the caller: unlike a process id it cannot be taken over by another process. */
  readonly subject: string;
  readonly action: ActionId;
  /** An authentication agent may ask the person for a password. */
  readonly interactive: boolean;
  /** Withdraws the question, and with it the dialog. */
  readonly signal: AbortSignal;
}

const AUTHORITY = { destination: 'org.freedesktop.PolicyKit1', path: '/org/freedesktop/PolicyKit1/Authority', interface: 'org.freedesktop.PolicyKit1.Authority' } as const;
const ALLOW_USER_INTERACTION = 1;
/** Long enough for somebody to look for a password; shorter than the client's own limit. */
export const DIALOG_TIMEOUT_MS = 240_000;
const ANSWER_TIMEOUT_MS = 25_000;

/** Asks polkit about callers on the same bus; org.freedesktop.PolicyKit1.Authority, CheckAuthorization. */
export class Polkit {
  readonly #bus: BusConnection;

  constructor(bus: BusConnection) {
    this.#bus = bus;
  }

  async check(question: PolkitQuestion): Promise<PolkitAnswer> {
    const cancellation = randomUUID();
    const asked = await this.#bus.call({
      ...AUTHORITY,
      member: 'CheckAuthorization',
      signature: '(sa{sv})sa{ss}us',
      body: [
        ['system-bus-name', [['name', new Variant('s', question.subject)]]],
        question.action,
        [],
        question.interactive ? ALLOW_USER_INTERACTION : 0,
        cancellation,
      ],
      answer: '(bba{ss})',
      timeoutMs: question.interactive ? DIALOG_TIMEOUT_MS : ANSWER_TIMEOUT_MS,
      signal: question.signal,
    });
    if (asked.ok) return answerOf(asked.value[0]);
    if (asked.error.kind === 'no-reply') void this.#withdraw(cancellation); // nobody waits for this
    return { kind: 'absent', detail: asked.error.message || asked.error.name };
  }

  /** Takes the question back, so that no dialog stays on the screen. That it may be too late for it is no failure. */
  async #withdraw(cancellation: string): Promise<void> {
    await this.#bus.call({ ...AUTHORITY, member: 'CancelCheckAuthorization', signature: 's', body: [cancellation], answer: '', autoStart: false, timeoutMs: 2000 });
  }
}

function answerOf(value: unknown): PolkitAnswer {
  const [authorised, challenge, details] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (authorised === true) return { kind: 'authorised' };
  if (challenge === true) return { kind: 'challenge' };
  return { kind: 'denied', dismissed: Array.isArray(details) && details.some((pair) => Array.isArray(pair) && pair[0] === 'polkit.dismissed' && pair[1] !== '') };
}

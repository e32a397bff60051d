import { ACTIONS, type ActionId } from '../contracts/actions.ts';
import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import type { ManagerMethod } from '../contracts/manager-interface.ts';
import { err, ok, type Result } from '../core/result.ts';
import { say } from '../core/sentence.ts';
import type { PolkitAnswer, PolkitQuestion } from '../adapters/dbus/polkit.ts';
import type { Caller } from './caller.ts';

/** The one question that an Authorizer asks. */
export interface Authority {
  check(question: PolkitQuestion): Promise<PolkitAnswer>;
}

/** Which actions each method may ask for; the entry decides between two. Reading needs none. */
export const METHOD_ACTIONS = {
  ListEntries: [],
  ListDiagnostics: [],
  ListHistory: [],
  Plan: [],
  Load: [ACTIONS.load, ACTIONS.loadRecovery],
  Unload: [ACTIONS.load, ACTIONS.loadRecovery],
  SetDefault: [ACTIONS.setDefault],
  Trust: [ACTIONS.trust],
  SetEveryRestart: [ACTIONS.everyRestart, ACTIONS.load],
  SetBootLoaderDefault: [ACTIONS.setBootLoaderDefault],
  SetOneShotEntry: [ACTIONS.setBootLoaderDefault],
} as const satisfies Record<ManagerMethod, readonly ActionId[]>;

/** More than a person answers at a time; each may wait for minutes, and calls that wait take the places of others. */
const MOST_QUESTIONS_OF_ONE_USER = 4;

/**
 * All authorisation of the helper: polkit is asked about the caller, by its unique bus name, for each call anew. The questions that wait
 * are bounded for each user, however many connections they have.
 */
export class Authorizer {
  readonly #authority: Authority;
  /** How many questions wait, by user id; by unique name where the user is not known. */
  readonly #waiting = new Map<number | string, number>();

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  /**
   * Whether the caller of `method` may do `action`. An action that the method does not declare is a bug and throws.
   * Errors: not-authorised, authentication-required, cancelled; busy where too many questions of this user wait.
   */
  async authorise(method: ManagerMethod, caller: Caller, action: ActionId): Promise<Result<null, Failure>> {
    const declared: readonly ActionId[] = METHOD_ACTIONS[method];
    if (!declared.includes(action)) throw new Error(`${method} does not declare ${action}`);
    const answer = await this.#ask({ subject: caller.sender, action, interactive: caller.interactive, signal: caller.signal }, caller.uid ?? caller.sender);
    if (answer === null) return err(TOO_MANY);
    if (caller.signal.aborted) return err(VANISHED);
    switch (answer.kind) {
      case 'authorised':
        return ok(null);
      case 'challenge':
        return err(caller.interactive ? NO_AGENT : PASSWORD_NEEDED);
      case 'denied':
        return err(answer.dismissed ? DISMISSED : DENIED);
      case 'absent':
        // Without polkit nobody can be asked, and root needs no permission: it could run kexec(8) itself.
        return caller.uid === 0 ? ok(null) : err(withoutPolkit(answer.detail));
    }
  }

  /** null where too many questions of `user` wait. */
  async #ask(question: PolkitQuestion, user: number | string): Promise<PolkitAnswer | null> {
    const before = this.#waiting.get(user) ?? 0;
    if (before >= MOST_QUESTIONS_OF_ONE_USER) return null;
    this.#waiting.set(user, before + 1);
    try {
      return await this.#authority.check(question);
    } finally {
      const left = (this.#waiting.get(user) ?? 1) - 1;
      if (left === 0) this.#waiting.delete(user);
      else this.#waiting.set(user, left);
    }
  }
}

const DENIED = failure('not-authorised', say('The system does not allow this account to do that.'), say('Ask an administrator, or use sudo.'));
const DISMISSED = failure('cancelled', say('The password dialog was closed.'), say('Nothing was changed.'));
const TOO_MANY = failure(
  'busy',
  say('Too many requests of this user wait for a password already.'),
  say('Answer or close the open password dialogs, then try again.'),
);
const VANISHED = failure('cancelled', say('The caller went away.'));
const PASSWORD_NEEDED = failure(
  'authentication-required',
  say('This needs a password, and the caller did not allow asking for one.'),
  say('Run it in a terminal or on the desktop, or use sudo.'),
);
const NO_AGENT = failure(
  'authentication-required',
  say('This needs a password, and no program is there to ask for it.'),
  say('Run it in a terminal, where pkttyagent can ask, or use sudo.'),
);

function withoutPolkit(detail: string): Failure {
  const why = detail.replace(/[.\s]+$/, '');
  return failure(
    'not-authorised',
    say('polkit could not be asked whether this is allowed ({why}), so only root may do it.', { why }),
    say('Use sudo, or start polkit: systemctl start polkit.'),
  );
}

import { ACTIONS, type ActionId } from '../contracts/actions.ts';
import type { Failure } from '../contracts/errors.ts';
import type { ManagerMethod } from '../contracts/manager-interface.ts';
import { err, ok, type Result } from '../core/result.ts';
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
  SetBootLoaderDefault: [ACTIONS.setBootLoaderDefault],
} as const satisfies Record<ManagerMethod, readonly ActionId[]>;

/** All authorisation of the helper: polkit is asked about the caller, by its unique bus name, for each call anew. */
export class Authorizer {
  readonly #authority: Authority;

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  /**
   * Whether the caller of `method` may do `action`. An action that the method does not declare is a bug and throws.
   * Errors: not-authorised, authentication-required, cancelled.
   */
  async authorise(method: ManagerMethod, caller: Caller, action: ActionId): Promise<Result<null, Failure>> {
    const declared: readonly ActionId[] = METHOD_ACTIONS[method];
    if (!declared.includes(action)) throw new Error(`${method} does not declare ${action}`);
    const answer = await this.#authority.check({ subject: caller.sender, action, interactive: caller.interactive, signal: caller.signal });
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
}

const DENIED: Failure = { kind: 'not-authorised', message: 'The system does not allow this account to do that.', hint: 'Ask an administrator, or use sudo.' };
const DISMISSED: Failure = { kind: 'cancelled', message: 'The password dialog was closed.', hint: 'Nothing was changed.' };
const VANISHED: Failure = { kind: 'cancelled', message: 'The caller went away.', hint: '' };
const PASSWORD_NEEDED: Failure = {
  kind: 'authentication-required',
  message: 'This needs a password, and the caller did not allow asking for one.',
  hint: 'Run it in a terminal or on the desktop, or use sudo.',
};
const NO_AGENT: Failure = {
  kind: 'authentication-required',
  message: 'This needs a password, and no program is there to ask for it.',
  hint: 'Run it in a terminal, where pkttyagent can ask, or use sudo.',
};

function withoutPolkit(detail: string): Failure {
  return {
    kind: 'not-authorised',
    message: `polkit could not be asked whether this is allowed (${detail.replace(/[.\s]+$/, '')}), so only root may do it.`,
    hint: 'Use sudo, or start polkit: systemctl start polkit.',
  };
}

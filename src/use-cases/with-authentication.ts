import type { Result } from '../core/result.ts';
import type { AuthenticationAgent } from '../ports/authentication-agent.ts';

/** Runs a call that may need a password; the call is told whether a dialog is allowed. */
export type Authenticate = <T, E extends { readonly kind: string }>(attempt: (interactive: boolean) => Promise<Result<T, E>>) => Promise<Result<T, E>>;

/**
 * Tries without a dialog first; only where `authentication-required` is the answer, once more with one, for as long as
 * `agent` runs. With a null agent (nobody is there to answer) the first answer stands.
 */
export function withAuthentication(agent: AuthenticationAgent | null): Authenticate {
  return async (attempt) => {
    const first = await attempt(false);
    if (first.ok || first.error.kind !== 'authentication-required' || agent === null) return first;
    const running = await agent.start();
    try {
      return await attempt(true);
    } finally {
      await running.stop();
    }
  };
}

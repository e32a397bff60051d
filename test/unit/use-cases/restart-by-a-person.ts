import assert from 'node:assert/strict';
import type { ErrorKind } from '../../../src/contracts/errors.ts';
import { restartNow, type RestartOutcome, type RestartRequest, type RestartStep } from '../../../src/use-cases/restart-now.ts';
import { withAuthentication } from '../../../src/use-cases/with-authentication.ts';
import type { Failure } from '../../../src/contracts/errors.ts';
import type { Result } from '../../../src/core/result.ts';
import type { DesktopSession } from '../../../src/ports/session-manager.ts';
import type { FakeComputer } from '../../fakes/computer.ts';

/** How the person and the terminal are. */
export interface Setting {
  readonly request?: Partial<RestartRequest>;
  readonly answer?: boolean;
  readonly terminal?: boolean;
  readonly abort?: AbortController;
  readonly session?: DesktopSession;
  /** Aborts when this step is shown. */
  readonly abortAt?: RestartStep['kind'];
}

/** Restarts by the use case; `said`: what was shown, in order. */
export async function restart(computer: FakeComputer, setting: Setting = {}): Promise<{ readonly outcome: Result<RestartOutcome, Failure>; readonly said: readonly string[] }> {
  const said: string[] = [];
  const abort = setting.abort ?? new AbortController();
  const agent = { start: () => Promise.resolve({ stop: () => Promise.resolve() }) };
  const outcome = await restartNow(
    { selector: '', full: false, fallback: false, confirmed: true, ...setting.request },
    {
      service: computer.service,
      restartManager: computer.restartManager,
      ...(setting.session === undefined ? {} : { session: setting.session }),
      conversation: {
        showPlan: (plan) => void said.push(`plan ${plan.action}`),
        confirm: (how) => {
          said.push(`confirm ${how}`);
          assert.equal(computer.loaded, '', 'nothing is loaded before the person said yes');
          return Promise.resolve(setting.answer ?? true);
        },
        showStep: (step) => {
          said.push(step.kind === 'others' ? `others ${step.names.join(',')}` : step.kind);
          if (step.kind === setting.abortAt) abort.abort();
        },
      },
      authenticate: withAuthentication(setting.terminal === false ? null : agent),
      ownUids: [1000],
      signal: abort.signal,
    },
  );
  return { outcome, said };
}

export function kindOf(outcome: Result<RestartOutcome, Failure>): ErrorKind | 'done' {
  return outcome.ok ? 'done' : outcome.error.kind;
}

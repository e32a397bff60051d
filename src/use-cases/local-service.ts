import type { QuickRestartService } from '../contracts/quick-restart-service.ts';
import type { Failure } from '../contracts/errors.ts';
import { failure } from '../contracts/failure.ts';
import { say } from '../core/sentence.ts';
import { err, ok } from '../core/result.ts';
import type { Authorise, Engine } from './engine.ts';

/** The kernel decides here what this process may do; there is nobody else to ask. */
const ALLOWED: Authorise = () => Promise.resolve(ok(null));

const NEEDS_HELPER: Failure = failure('not-supported', say('Every-restart mode needs the helper, which is not installed.'), say('Install the quick-restart package.'));

/** The engine in this process, where the helper is not installed or another root is looked at. */
export function createLocalService(engine: Engine, signal: AbortSignal): QuickRestartService {
  return {
    where: 'here',
    state: () => Promise.resolve(engine.state()),
    listEntries: () => Promise.resolve(engine.listEntries()),
    history: () => Promise.resolve(engine.history()),
    plan: (selector) => engine.plan(selector),
    load: (selector) => engine.load(selector, ALLOWED, signal),
    unload: () => engine.unload(ALLOWED),
    setDefault: (policy) => engine.setDefault(policy, ALLOWED),
    trust: (selector) => engine.trust(selector, ALLOWED),
    setEveryRestart: () => Promise.resolve(err(NEEDS_HELPER)),
    setBootLoaderDefault: (selector) => engine.setBootLoaderDefault(selector, ALLOWED),
    setOneShotEntry: (selector) => engine.setOneShotEntry(selector, ALLOWED),
  };
}

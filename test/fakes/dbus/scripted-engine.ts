import type { Failure } from '../../../src/contracts/errors.ts';
import { ACTIONS } from '../../../src/contracts/actions.ts';
import { failure as worded } from '../../../src/contracts/failure.ts';
import type { ServiceState } from '../../../src/contracts/quick-restart-service.ts';
import { changeMode, modeOf, type EveryRestart } from '../../../src/core/every-restart/mode.ts';
import { said } from '../../../src/core/said.ts';
import { outcome } from '../../../src/core/restart-plan/outcome.ts';
import { both, say, sayCount } from '../../../src/core/sentence.ts';
import type { Policy } from '../../../src/core/restart-plan/plan.ts';
import { err, ok } from '../../../src/core/result.ts';
import type { Engine } from '../../../src/use-cases/engine.ts';
import { sampleHistory } from '../sample-history.ts';
import type { FailedRestart } from '../../../src/core/trial/failed-restart.ts';
import { sampleFailedRestart } from '../sample-kernels.ts';
import { sampleReason } from '../sample-reason.ts';
import { RUNNING_RELEASE, sampleMenu, samplePlan } from '../sample-plan.ts';

/** What the engine tells of itself, one line an event; tests read them. */
export type Tell = (event: string) => void;

/**
 * An engine in memory for tests of the service around it. Selectors with a meaning: `recovery` needs the stronger action,
 * `refused` is refused, `worded` and `worded-failure` have sentences for translation, `slow` loads until it is aborted, `bug` throws,
 * `nul` has text that D-Bus cannot carry.
 */
export function scriptedEngine(tell: Tell): Engine {
  let loaded = '';
  let busy = false;
  let policy: Policy = { kind: 'boot-loader' };
  let failed: readonly FailedRestart[] = [sampleFailedRestart()];
  let every: EveryRestart = 'off';
  let menu = sampleMenu();
  const state = (): ServiceState => ({
    version: '0.0.0-test',
    runningKernelRelease: RUNNING_RELEASE,
    loadedEntry: loaded,
    loadedChanges: loaded === 'outdated' ? ['/boot/initrd.img-6.12.107+deb13-amd64'] : [],
    restartRequired: true,
    restartReasons: [sampleReason()],
    failedRestarts: failed,
    policy,
    everyRestart: every,
    nextRestart: every === 'off' ? { kind: 'ordinary', entryId: null, kernelRelease: null, possible: true, ...said(say('Restarts are ordinary ones.')) } : { kind: 'quick', entryId: null, kernelRelease: RUNNING_RELEASE, possible: true, ...said(say('The next restart is a quick one, into {kernel}.', { kernel: RUNNING_RELEASE })) },
  });
  return {
    recover: () => {
      tell('recover');
      return Promise.resolve(ok(null));
    },
    state: () => ok(state()),
    listEntries: () => ok({ entries: menu, diagnostics: [{ file: '/boot/grub/grub.cfg', line: 3, kind: 'syntax', message: 'An “if” without “fi”.' }] }),
    history: () => ok(sampleHistory()),
    plan: (selector) => {
      if (selector === 'unknown') return Promise.resolve(err(failure('entry-unknown', 'There is no entry “unknown”.', 'quick-restart list shows them.')));
      if (selector === 'worded') return Promise.resolve(ok(samplePlan({ checks: [WORDED_CHECK] })));
      if (selector === 'worded-failure') return Promise.resolve(err(WORDED_FAILURE));
      if (selector === 'bug') throw new Error('secret detail of the bug');
      if (selector === 'nul') return Promise.resolve(ok(samplePlan({ commandLine: 'a\0b' })));
      if (selector === 'broken') return Promise.resolve(ok({ ...samplePlan(), savedSeconds: { value: Number.NaN, from: 'measured' as const } }));
      if (selector === 'refused') return Promise.resolve(ok(samplePlan({ action: 'full', checks: [REFUSAL] })));
      return Promise.resolve(ok(samplePlan()));
    },
    load: async (selector, authorise, signal) => {
      if (busy) return err(failure('busy', 'Another load is under way.', 'Wait.'));
      busy = true;
      try {
        if (selector === 'refused') return err(failure('refused', 'The initrd is gone.', 'Reinstall it.'));
        const allowed = await authorise(selector === 'recovery' ? ACTIONS.loadRecovery : ACTIONS.load);
        if (!allowed.ok) return allowed;
        loaded = selector || 'default';
        tell(`loading ${loaded}`);
        if (selector === 'slow') await new Promise((resolve) => signal.addEventListener('abort', resolve));
        if (signal.aborted) {
          loaded = '';
          tell('aborted and unloaded');
          return err(failure('cancelled', 'The load was cancelled.', ''));
        }
        tell(`loaded ${loaded}`);
        return ok({ plan: samplePlan(), call: 'kexec_file_load', reason: '' });
      } finally {
        busy = false;
      }
    },
    unload: async (authorise) => {
      if (loaded === '') return err(failure('nothing-loaded', 'No kernel is loaded.', ''));
      const allowed = await authorise(ACTIONS.load);
      if (!allowed.ok) return allowed;
      loaded = '';
      tell('unloaded');
      return ok(null);
    },
    setDefault: async (wanted, authorise) => {
      const allowed = await authorise(ACTIONS.setDefault);
      if (!allowed.ok) return allowed;
      policy = wanted;
      return ok(null);
    },
    trust: async (selector, authorise) => {
      if (failed.length === 0) return err(failure('nothing-failed', 'Nothing has failed.', ''));
      const allowed = await authorise(ACTIONS.trust);
      if (!allowed.ok) return allowed;
      failed = [];
      tell(`trusted ${selector}`);
      return ok(null);
    },
    setOneShotEntry: async (selector, authorise) => {
      const allowed = await authorise(ACTIONS.setBootLoaderDefault);
      if (allowed.ok) tell(`one-shot ${selector}`);
      return allowed;
    },
    setEveryRestart: async (mode, authorise) => {
      const { kept, lasts } = changeMode({ lasting: every === 'on' || every === 'skip', next: null }, mode);
      const allowed = await authorise(lasts ? ACTIONS.everyRestart : ACTIONS.load);
      if (!allowed.ok) return allowed;
      every = modeOf(kept);
      return ok(null);
    },
    prepareNextRestart: () => Promise.resolve(),
    setBootLoaderDefault: async (selector, authorise) => {
      const allowed = await authorise(ACTIONS.setBootLoaderDefault);
      if (!allowed.ok) return allowed;
      menu = menu.map((entry) => ({ ...entry, default: entry.id === selector }));
      return ok(null);
    },
  };
}

export const REFUSAL = { id: 'initrds', result: 'refusal', message: 'The initrd is gone.', hint: 'Reinstall it.', against: 'quick' } as const;

const SEVERAL = sayCount('{count} file is missing: {file}.', '{count} files are missing, {file} first.', 3, { file: say('the “{name}”', { name: '\u001b[1m' }) });
export const WORDED_CHECK = outcome('initrds', 'warning', SEVERAL, say('Make it anew.'));
export const WORDED_FAILURE = worded('read-failed', both(say('Gone.'), SEVERAL), say('Look for {what}.', { what: 'it' }));

function failure(kind: Failure['kind'], message: string, hint: string): Failure {
  return { kind, message, hint };
}

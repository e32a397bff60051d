import type { Failure } from '../contracts/errors.ts';
import type { NextRestartState, QuickRestartService, ServiceState } from '../contracts/quick-restart-service.ts';
import type { EveryRestart } from '../core/every-restart/mode.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { InitScripts, InitScriptsError } from '../ports/every-restart.ts';
import type { Engine } from '../use-cases/engine.ts';

/** What every-restart mode takes in this process. */
export interface EveryRestartHere {
  readonly engine: Pick<Engine, 'setEveryRestart'>;
  readonly scripts: InitScripts;
  readonly isRoot: boolean;
}

/** This process's own service, with every-restart mode where process 1 is sysvinit: root sets it without a helper, and scripts of init do what systemd's units would. Decision 0036. */
export function withInitScripts(service: QuickRestartService, here: EveryRestartHere): QuickRestartService {
  const init = here.scripts.initSystem();
  if (init === 'systemd') return service;
  return {
    ...service,
    setEveryRestart: (mode) => (init === 'sysvinit' ? setByScripts(here, mode) : Promise.resolve(err(NO_SCRIPTS))),
    state: async () => {
      const state = await service.state();
      return state.ok ? ok({ ...state.value, nextRestart: nextOf(init, here, state.value) }) : state;
    },
  };
}

async function setByScripts({ engine, scripts, isRoot }: EveryRestartHere, mode: EveryRestart): Promise<Result<null, Failure>> {
  if (!isRoot) return err({ kind: 'not-authorised', message: 'On a machine without systemd, root alone sets every-restart mode.', hint: `Use: sudo quick-restart every-restart ${mode}` });
  const wanted = mode === 'on' || mode === 'once';
  const competitor = wanted ? scripts.competitor() : null;
  if (competitor !== null) return err(loadsItself(competitor));
  const were = scripts.areSetUp();
  if (wanted) {
    const set = await scripts.setUp();
    if (!set.ok) return err(notChanged(set.error));
  }
  const set = await engine.setEveryRestart(mode, () => Promise.resolve(ok(null)));
  if (set.ok ? mode !== 'off' : were) return set;
  const removed = await scripts.remove();
  return set.ok && !removed.ok ? err(notChanged(removed.error)) : set;
}

/** A mode that is set where nothing carries it out would promise too much. */
function nextOf(init: 'sysvinit' | 'other', { scripts, isRoot }: EveryRestartHere, { everyRestart, nextRestart }: ServiceState): NextRestartState {
  if (init === 'other') return ordinary(false, 'Restarts are ordinary ones: process 1 is neither systemd nor sysvinit.');
  if (everyRestart === 'off' || everyRestart === 'skip') return nextRestart;
  if (!scripts.areSetUp()) return ordinary(true, 'The next restart is an ordinary one: the init scripts are not set up; quick-restart every-restart on does that.');
  return isRoot ? nextRestart : ordinary(true, 'What the next restart will be is shown to root alone: sudo quick-restart every-restart');
}

function ordinary(possible: boolean, message: string): NextRestartState {
  return { kind: 'ordinary', entryId: null, kernelRelease: null, possible, message };
}

const NO_SCRIPTS: Failure = { kind: 'not-supported', message: 'Process 1 is neither systemd nor sysvinit, and restarts stay as it does them.', hint: 'A kernel for the next restart: quick-restart load' };

function loadsItself(path: string): Failure {
  return { kind: 'not-supported', message: `kexec-tools loads a kernel of its own at every restart (LOAD_KEXEC=true in ${path}).`, hint: 'Set LOAD_KEXEC=false there, then again.' };
}

function notChanged({ kind, detail }: InitScriptsError): Failure {
  return { kind: kind === 'denied' ? 'not-authorised' : 'settings-failed', message: `The init scripts could not be changed: ${detail}.`, hint: 'Run this command as root.' };
}

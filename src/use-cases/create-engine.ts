import type { EntryList, ServiceState } from '../contracts/quick-restart-service.ts';
import type { Failure } from '../contracts/errors.ts';
import { isRestartRequired } from '../core/restart-required/restart-reason.ts';
import { ok, type Result } from '../core/result.ts';
import type { Engine } from './engine.ts';
import type { EnginePorts } from './engine-ports.ts';
import { KernelLoader } from './load-kernel.ts';
import { planRestartNow } from './plan-restart-now.ts';
import { readHistory } from './read-history.ts';
import { readEntries } from './read-entries/read-entries.ts';
import { readRestartReasons } from './read-restart-reasons.ts';
import { setBootLoaderDefault, setPolicy } from './set-defaults.ts';

/** The engine of the helper, and of the CLI where there is no helper. */
export function createEngine(ports: EnginePorts): Engine {
  const loader = new KernelLoader(ports);
  return {
    recover: () => loader.recover(),
    state: () => readState(ports, loader),
    listEntries: () => listEntries(ports),
    history: () => readHistory(ports),
    plan: (selector) => planRestartNow(ports, selector),
    load: (selector, authorise, signal) => loader.load(selector, authorise, signal),
    unload: (authorise) => loader.unload(authorise),
    setDefault: (policy, authorise) => setPolicy(ports, policy, authorise),
    setBootLoaderDefault: (selector, authorise) => setBootLoaderDefault(ports, selector, authorise),
  };
}

function listEntries(ports: EnginePorts): Result<EntryList, Failure> {
  const read = readEntries(ports);
  if (!read.ok) return read;
  return ok({ entries: read.value.entries, diagnostics: [...read.value.diagnostics, ...ports.policy.read().diagnostics] });
}

function readState(ports: EnginePorts, loader: KernelLoader): Result<ServiceState, Failure> {
  const machine = ports.machine.read();
  const restartReasons = readRestartReasons(ports, machine);
  return ok({
    version: ports.version,
    runningKernelRelease: machine.kernelRelease,
    loadedEntry: loader.loadedEntry(),
    restartRequired: isRestartRequired(restartReasons),
    restartReasons,
    policy: ports.policy.read().policy,
  });
}

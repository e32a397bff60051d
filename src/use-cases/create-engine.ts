import type { EntryList, ServiceState } from '../contracts/quick-restart-service.ts';
import type { Failure } from '../contracts/errors.ts';
import type { BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import { modeOf } from '../core/every-restart/mode.ts';
import { isRestartRequired } from '../core/restart-required/restart-reason.ts';
import { ok, type Result } from '../core/result.ts';
import type { Engine } from './engine.ts';
import type { EnginePorts } from './engine-ports.ts';
import { describeNextRestart } from './every-restart/describe-next.ts';
import { prepareNextRestart } from './every-restart/prepare-next.ts';
import { setEveryRestart } from './every-restart/set-mode.ts';
import { KernelLoader } from './load-kernel.ts';
import { planRestartNow } from './plan-restart-now.ts';
import { readHistory } from './read-history.ts';
import { readOnChange, type Readings } from './read-entries/readings.ts';
import { withEntry } from './read-entries/with-entry.ts';
import { readRestartReasons } from './read-restart-reasons.ts';
import { readFailedRestarts, trustKernel } from './trial/trust.ts';
import { setBootLoaderDefault, setOneShotEntry, setPolicy } from './set-defaults.ts';

/** The engine of the helper, and of the CLI where there is no helper. */
export function createEngine(ports: EnginePorts): Engine {
  return engineOf(ports, readOnChange(ports), () => readOnChange(ports));
}

/** The engine of root's own process for a kernel that no configuration names: it knows one entry more. Never the helper's. */
export function createEngineWith(ports: EnginePorts, draft: BootEntryDraft): Engine {
  return engineOf(ports, withEntry(readOnChange(ports), ports, draft), () => withEntry(readOnChange(ports), ports, draft));
}

function engineOf(ports: EnginePorts, readings: Readings, readNow: () => Readings): Engine {
  const loader = new KernelLoader(ports, readings, readNow);
  return {
    recover: () => loader.recover(),
    state: () => readState(ports, readings, loader),
    listEntries: () => listEntries(ports, readings),
    history: () => readHistory(ports),
    plan: (selector) => planRestartNow(ports, selector, readings),
    load: (selector, authorise, signal) => loader.load(selector, authorise, signal),
    unload: (authorise) => thenPrepare(ports, loader.unload(authorise)),
    setDefault: (policy, authorise) => thenPrepare(ports, loader.follow(setPolicy(ports, readings, policy, authorise))),
    trust: (selector, authorise) => thenPrepare(ports, trustKernel(ports, readings, selector, authorise)),
    setEveryRestart: (mode, authorise) => setEveryRestart(ports, mode, authorise),
    prepareNextRestart: () => prepareNextRestart(ports),
    setBootLoaderDefault: (selector, authorise) => thenPrepare(ports, loader.follow(setBootLoaderDefault(ports, readings, selector, authorise))),
    setOneShotEntry: (selector, authorise) => thenPrepare(ports, loader.follow(setOneShotEntry(ports, readings, selector, authorise))),
  };
}

/** What every-restart mode would start is another one now. */
async function thenPrepare(ports: EnginePorts, changing: Promise<Result<null, Failure>>): Promise<Result<null, Failure>> {
  const changed = await changing;
  if (changed.ok) await prepareNextRestart(ports);
  return changed;
}

function listEntries(ports: EnginePorts, readings: Readings): Result<EntryList, Failure> {
  const read = readings.entries();
  if (!read.ok) return read;
  return ok({ entries: read.value.entries, diagnostics: [...read.value.diagnostics, ...ports.policy.read().diagnostics] });
}

function readState(ports: EnginePorts, readings: Readings, loader: KernelLoader): Result<ServiceState, Failure> {
  const machine = ports.machine.read();
  const restartReasons = readRestartReasons(ports, readings, machine);
  return ok({
    version: ports.version,
    runningKernelRelease: machine.kernelRelease,
    loadedEntry: loader.loadedEntry(),
    loadedChanges: loader.loadedChanges(),
    restartRequired: isRestartRequired(restartReasons),
    restartReasons,
    failedRestarts: readFailedRestarts(ports),
    policy: ports.policy.read().policy,
    everyRestart: modeOf(ports.mode.read()),
    nextRestart: describeNextRestart(ports),
  });
}

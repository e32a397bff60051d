import type { Failure } from '../../contracts/errors.ts';
import { MANAGER, type ManagerProperty } from '../../contracts/manager-interface.ts';
import type { ServiceState } from '../../contracts/quick-restart-service.ts';
import { EVERY_RESTART_MODES } from '../../core/every-restart/mode.ts';
import { said } from '../../core/said.ts';
import { say } from '../../core/sentence.ts';
import { formatPolicy, parsePolicy } from '../../core/restart-plan/policy.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { failedRestart, incompatible, nextRestart, restartReason } from './contract-shapes.ts';
import { boolean, listOf, object, orElse, orNull, text, word } from '../../contracts/shape.ts';
import { decodeDict, encodeDict, encodeDicts } from './variant-dict.ts';

/** The service's state as values of its D-Bus properties, of the types in MANAGER. */
export function encodeServiceState(state: ServiceState): Readonly<Record<ManagerProperty, unknown>> {
  return {
    Version: state.version,
    RunningKernelRelease: state.runningKernelRelease,
    LoadedEntry: state.loadedEntry.replaceAll('\0', '\uFFFD'),
    LoadedChanges: state.loadedChanges.map((path) => path.replaceAll('\0', '\uFFFD')),
    RestartRequired: state.restartRequired,
    RestartReasons: encodeDicts(state.restartReasons),
    FailedRestarts: encodeDicts(state.failedRestarts),
    DefaultPolicy: formatPolicy(state.policy).replaceAll('\0', '\uFFFD'),
    EveryRestart: state.everyRestart,
    NextRestart: encodeDict(state.nextRestart),
  };
}

/** The service's state from an answer to GetAll. Errors: helper-incompatible. */
export function decodeServiceState(value: unknown): Result<ServiceState, Failure> {
  const plain = decodeDict(value);
  if (!plain.ok) return err(incompatible(plain.error));
  const shaped = PROPERTIES(plain.value, '');
  if (!shaped.ok) return err(incompatible(shaped.error));
  const read = shaped.value;
  const policy = parsePolicy(read.DefaultPolicy);
  if (!policy.ok) return err(incompatible(`DefaultPolicy is “${read.DefaultPolicy}”.`));
  return ok({
    version: read.Version,
    runningKernelRelease: read.RunningKernelRelease,
    loadedEntry: read.LoadedEntry,
    loadedChanges: read.LoadedChanges ?? [],
    restartRequired: read.RestartRequired,
    restartReasons: read.RestartReasons,
    failedRestarts: read.FailedRestarts,
    policy: policy.value,
    everyRestart: read.EveryRestart,
    nextRestart: read.NextRestart,
  });
}

/** The properties that may change, in the order of the interface. */
export const CHANGING_PROPERTIES = (Object.keys(MANAGER.properties) as ManagerProperty[]).filter((name) => MANAGER.properties[name].changes === 'true');

const PROPERTIES = object({
  Version: text,
  RunningKernelRelease: text,
  LoadedEntry: text,
  LoadedChanges: orNull(listOf(text)), // a helper of an earlier version says nothing of them
  RestartRequired: boolean,
  RestartReasons: listOf(restartReason),
  FailedRestarts: orElse(listOf(failedRestart), []),
  DefaultPolicy: text,
  // A helper of an earlier version knows of no such mode.
  EveryRestart: orElse(word(...EVERY_RESTART_MODES), 'off'),
  NextRestart: orElse(nextRestart, { kind: 'ordinary', entryId: null, kernelRelease: null, possible: false, ...said(say('The helper that runs is of an earlier version: restarts are ordinary ones.')) }),
});

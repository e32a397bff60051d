import type { Machine } from '../core/restart-plan/machine.ts';
import { mergeStatements } from '../core/restart-required/merge-statements.ts';
import type { RestartReason } from '../core/restart-required/restart-reason.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Readings } from './read-entries/readings.ts';

/** Why a restart is required, if it is, from every source; what cannot be read counts as no reason. */
export function readRestartReasons(ports: EnginePorts, readings: Readings, machine: Machine): readonly RestartReason[] {
  const read = readings.entries();
  const context = { machine, entries: read.ok ? read.value.entries : [], nowMs: Date.now() };
  return mergeStatements(ports.restartSources.flatMap((source) => source.read(context)));
}

import type { Failure } from '../../contracts/errors.ts';
import { ok, type Result } from '../../core/result.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { readEntries } from '../read-entries/read-entries.ts';
import { startOf } from './planned-start.ts';
import type { RunningStart } from './record-came-up.ts';

/** The start of the entry that runs, with its files as they are now; null where no entry is it, or a file of it has gone. Errors: those of readEntries. */
export function readRunningStart(ports: EnginePorts): Result<RunningStart | null, Failure> {
  const read = readEntries(ports);
  if (!read.ok) return read;
  const entry = read.value.entries.find((one) => one.running) ?? null;
  const start = entry === null ? null : startOf(ports.files, entry);
  if (start === null) return ok(null);
  const changed = [start.kernel, ...start.initrds].map(({ path }) => {
    const status = ports.files.stat(path);
    return status.ok ? status.value.changedMs : Number.POSITIVE_INFINITY;
  });
  return ok({ start, changedMs: Math.max(...changed) });
}

import type { Failure } from '../../contracts/errors.ts';
import type { BootEntry, BootEntryDraft } from '../../core/boot-entry/boot-entry.ts';
import { completeEntry } from '../../core/boot-entry/complete-entry.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Machine } from '../../core/restart-plan/machine.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { noConfiguration } from '../failures.ts';
import { inspectFilesFromOutside } from './inspect-files.ts';
import { readGrub } from './read-grub.ts';

/** Every boot entry of the system in the boot loader's order, and what it was made from. */
export interface ReadEntries {
  readonly entries: readonly BootEntry[];
  readonly drafts: readonly BootEntryDraft[];
  readonly diagnostics: readonly Diagnostic[];
  readonly machine: Machine;
}

const NO_FILES = { kernel: { kind: 'missing' }, initrds: [] } as const;

/** Reads the boot configuration of the system. Errors: not-authorised, read-failed, not-supported where there is none. */
export function readEntries(ports: EnginePorts): Result<ReadEntries, Failure> {
  const machine = ports.machine.read();
  const grub = readGrub(ports);
  if (!grub.ok) return err(noConfiguration(grub.error));
  const { entries: drafts, diagnostics } = grub.value;
  const entries = drafts.map((draft) => completeEntry(draft, inspectFilesFromOutside(ports, draft) ?? NO_FILES, machine));
  return ok({ entries, drafts, diagnostics, machine });
}

import type { Failure } from '../../contracts/errors.ts';
import type { BootEntry, BootEntryDraft } from '../../core/boot-entry/boot-entry.ts';
import type { EntriesRead } from '../../core/boot-entry/entries-read.ts';
import { completeEntry } from '../../core/boot-entry/complete-entry.ts';
import { readBootLoaderSpec } from '../../core/boot-loader-spec/index.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { EXTLINUX_CONFIGURATIONS, readExtlinux } from '../../core/extlinux/index.ts';
import { fileSystemOf } from '../../core/file-systems.ts';
import { readNixos } from '../../core/nixos/index.ts';
import type { Machine } from '../../core/restart-plan/machine.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { said } from '../../core/said.ts';
import { remark } from '../../core/sentence.ts';
import { readScan } from '../../core/scan/index.ts';
import { unreadBootLoaders } from '../../core/unread/index.ts';
import type { FileError } from '../../ports/boot-files.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { noConfiguration } from '../failures.ts';
import { inspectFilesFromOutside } from './inspect-files.ts';
import { findBootLoader } from './find-boot-loader.ts';
import { findBootPartitions } from './boot-partitions.ts';
import { GRUB_CONFIGURATIONS, readGrub } from './read-grub.ts';

/** Every boot entry of the system in the boot loader's order, and what it was made from. */
export interface ReadEntries {
  readonly entries: readonly BootEntry[];
  readonly drafts: readonly BootEntryDraft[];
  readonly diagnostics: readonly Diagnostic[];
  readonly machine: Machine;
}

const NO_FILES = { kernel: { kind: 'missing' }, initrds: [] } as const;

/**
 * Reads the boot configuration of the system, and behind it the kernels that it does not name.
 * Errors: not-authorised, read-failed, not-supported where there is neither.
 */
export function readEntries(ports: EnginePorts, machine: Machine = ports.machine.read()): Result<ReadEntries, Failure> {
  const configured = readConfiguration(ports, machine);
  if (!configured.ok) return configured;
  const named = configured.value;
  const known = new Set(named.entries.flatMap((entry) => entry.kernel ?? []));
  const scanned = readScan(ports.files, { runningCommandLine: ports.files.root === '/' ? machine.commandLine : '', known });
  const drafts = withUniqueIds([...named.entries, ...scanned.entries]);
  if (drafts.length === 0 && named.looked.length > 0) return err(noConfiguration(named.looked));
  const entries = drafts.map((draft) => completeEntry(draft, inspectFilesFromOutside(ports, draft) ?? NO_FILES, machine));
  return ok({ entries, drafts, machine, diagnostics: [...named.diagnostics, ...scanned.diagnostics, ...unreadBootLoaders(ports.files)] });
}

const LOOKED_FOR = [...GRUB_CONFIGURATIONS, '/boot/loader/entries', '/efi/loader/entries', ...EXTLINUX_CONFIGURATIONS.slice(0, 1)];
const NO_CONFIGURATION: Diagnostic = { file: '/boot', line: 0, kind: 'file-missing', ...said(remark('No boot configuration that is read was found; what an ordinary restart would start is not known.')) };

interface Configuration extends EntriesRead {
  /** Where configurations were looked for in vain. */
  readonly looked: readonly FileError[];
}

function readConfiguration(ports: EnginePorts, machine: Machine): Result<Configuration, Failure> {
  const { files } = ports;
  const table = ports.fileSystems.read();
  const partitions = findBootPartitions(files, table);
  const loader = findBootLoader(files, partitions);
  switch (loader.kind) {
    case 'systemd-boot':
      return ok({ ...readBootLoaderSpec(files, partitions, { architecture: machine.architecture }), looked: [] });
    case 'extlinux':
      return ok({ ...readExtlinux(files, { config: loader.config, mountPoint: fileSystemOf(table, loader.config)?.mountPoint ?? '/' }), looked: [] });
    case 'nixos':
      return ok({ ...readNixos(files), looked: [] });
    case 'grub': {
      const grub = readGrub(ports);
      return grub.ok ? ok({ ...grub.value, looked: [] }) : err(noConfiguration(grub.error));
    }
    case 'none':
      return ok({ entries: [], diagnostics: [NO_CONFIGURATION], looked: LOOKED_FOR.map((path) => ({ kind: 'missing', path, detail: 'not there' })) });
  }
}

/** Ids of different readers can meet; the later one gets a number. */
function withUniqueIds(drafts: readonly BootEntryDraft[]): readonly BootEntryDraft[] {
  const taken = new Set<string>();
  return drafts.map((draft) => {
    let id = draft.id;
    for (let count = 2; taken.has(id); count += 1) id = `${draft.id}#${count}`;
    taken.add(id);
    return id === draft.id ? draft : { ...draft, id };
  });
}

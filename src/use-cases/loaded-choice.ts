import type { BootEntry, BootEntryDraft } from '../core/boot-entry/boot-entry.ts';
import type { RestartPlan } from '../core/restart-plan/plan.ts';
import { selectByPolicy } from '../core/restart-plan/policy.ts';
import type { LoadRecord } from '../ports/load-record.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { Readings } from './read-entries/readings.ts';

/** The entry that the policy selects now; null where it selects none, or the boot configuration cannot be read. */
export function selectedNow(ports: EnginePorts, readings: Readings): BootEntry | null {
  const read = readings.entries();
  return read.ok ? selectByPolicy(read.value.entries, ports.policy.read().policy, read.value.machine).entry : null;
}

/**
 * The file that makes `selector` mean another start than the planned one by now: another entry, or other files or another command line of that
 * entry. None where it means the same still.
 */
export function changedMeaning(ports: EnginePorts, readings: Readings, { entry }: RestartPlan, selector: string): readonly string[] {
  const read = readings.entries();
  const entries = read.ok ? read.value.entries : [];
  const now = selector === '' ? selectedNow(ports, readings) : entries.find((one) => one.id === entry?.id);
  if (entry !== null && now && startText(now) === startText(entry)) return [];
  return [decider(ports, now ?? entry)];
}

/**
 * The file that makes the policy select another entry than the one which was loaded because the policy selected it; null where it selects that
 * one still, or none that can be told, and where the load followed no policy of this system. With GRUB it is the environment block:
 * grub.cfg itself has a stamp of its own.
 */
export function movedChoice(ports: EnginePorts, readings: Readings, { entryId, policyOf }: LoadRecord): string | null {
  if (policyOf !== ports.files.root) return null;
  const now = selectedNow(ports, readings);
  if (now === null || now.id === entryId) return null;
  return decider(ports, now);
}

/**
 * Beside the files of the entry, what a boot loader that reads folders decides by: its folders, because a new file in one of them can become the
 * default, and loader.conf; paths of the running system. None for a GRUB that has its menu in grub.cfg, which is the entry's own file.
 * Not the environment block, which Fedora writes at every boot (boot_success): what it says is compared by movedChoice.
 */
export function decidingFiles(ports: EnginePorts, readings: Readings): readonly string[] {
  const read = readings.entries();
  const folders = new Set((read.ok ? read.value.drafts : []).filter(isFileInFolder).map(({ source }) => folderOf(source.file)));
  const all = [...folders].flatMap((folder) => [folder, ...(LOADER_FOLDERS.test(folder) ? [folder.replace(LOADER_FOLDERS, '/loader/loader.conf')] : [])]);
  return [...new Set(all.map((path) => onHost(ports, path)))];
}

/** Boot Loader Specification: entries of type #1 and of type #2, below the mount point of the ESP or of XBOOTLDR. */
const LOADER_FOLDERS = /\/(?:loader\/entries|EFI\/Linux)$/i;

function decider(ports: EnginePorts, entry: BootEntry | null): string {
  const { kind, file } = entry?.source ?? { kind: 'scan', file: '/boot' };
  return onHost(ports, kind === 'grub' ? `${folderOf(file)}/grubenv` : file);
}

function isFileInFolder({ source }: BootEntryDraft): boolean {
  return source.kind === 'bls' || source.kind === 'uki';
}

function startText({ id, kernel, initrds, commandLine }: BootEntry): string {
  return JSON.stringify([id, kernel, initrds, commandLine]);
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

function onHost({ files }: EnginePorts, path: string): string {
  const host = files.hostPath(path);
  return host.ok ? host.value : path;
}

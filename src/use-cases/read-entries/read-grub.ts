import { fileSystemOf } from '../../core/file-systems.ts';
import { defaultWithOneShotEntry, defaultWithSavedEntry, readGrubMenu, setInEnvironmentBlock, type GrubMenu } from '../../core/grub/index.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { say, type Sentence } from '../../core/sentence.ts';
import type { BootFiles, FileError } from '../../ports/boot-files.ts';
import type { EnginePorts } from '../engine-ports.ts';
import { createGrubHost, type GrubPlace, type SystemForGrub } from './grub-host.ts';

/** Where distributions keep GRUB's directory; the first one with a grub.cfg is the machine's. */
const GRUB_DIRECTORIES = ['/boot/grub', '/boot/grub2'] as const;
export const GRUB_CONFIGURATIONS: readonly string[] = GRUB_DIRECTORIES.map((directory) => `${directory}/grub.cfg`);
const FIRMWARE = '/sys/firmware';
const MAX_ENVIRONMENT_BYTES = 64 * 1024;

/** Reads the menu that GRUB would show. Errors: one FileError for each place that was looked at. */
export function readGrub(ports: EnginePorts): Result<GrubMenu, readonly FileError[]> {
  const found = findConfiguration(ports);
  return found.ok ? ok(readGrubMenu(found.value.system.host, found.value.config)) : found;
}

/** What is to be written where: a path of the running system, and the whole environment block. */
export interface SavedEntryPlan {
  readonly path: string;
  readonly text: string;
}

/**
 * What the environment block would become if the entry were saved as the default; an error in words where the
 * configuration would not follow its saved entry.
 */
export function planSavedEntry(ports: EnginePorts, entryId: string): Result<SavedEntryPlan, Sentence> {
  const found = findConfiguration(ports);
  if (!found.ok) return err(say('No GRUB configuration could be read.'));
  const { system, config, directory } = found.value;
  if (defaultWithSavedEntry(system.host, config, entryId)?.id !== entryId) return err(say('GRUB does not follow a saved entry on this system.'));
  return planChange(ports, directory, 'saved_entry', entryId);
}

/**
 * What the environment block would become if the entry were GRUB's for the next start only (`next_entry`, grub-reboot(8)), or with null if
 * none were. An error in words where GRUB would not follow it, or could not take the choice back itself: it would hold for ever.
 */
export function planOneShotEntry(ports: EnginePorts, entryId: string | null): Result<SavedEntryPlan, Sentence> {
  const found = findConfiguration(ports);
  if (!found.ok) return err(say('No GRUB configuration could be read.'));
  const { system, config, directory } = found.value;
  if (entryId !== null) {
    if (!canWrite(ports, directory)) return err(say('GRUB could not take the choice back by itself: it does not write to the file system that holds {path}.', { path: directory }));
    if (defaultWithOneShotEntry(system.host, config, entryId)?.id !== entryId) return err(say('GRUB does not follow a choice for the next start on this system.'));
  }
  return planChange(ports, directory, 'next_entry', entryId);
}

function planChange(ports: EnginePorts, directory: string, name: string, value: string | null): Result<SavedEntryPlan, Sentence> {
  const path = `${directory}/grubenv`;
  const host = ports.files.hostPath(path);
  const block = ports.files.readText(path, MAX_ENVIRONMENT_BYTES);
  if (!block.ok || !host.ok) return err(say('GRUB has no environment block (grubenv) that could be read.'));
  const changed = setInEnvironmentBlock(block.value.text, name, value);
  return changed.ok ? ok({ path: host.value, text: changed.value }) : err(say('The entry does not fit into the environment block.'));
}

/** GRUB manual, The GRUB environment block: not to LVM or RAID, and not to these file systems, whose blocks do not stay where they are. */
function canWrite({ fileSystems }: EnginePorts, directory: string): boolean {
  const holding = fileSystemOf(fileSystems.read(), directory);
  return holding !== null && !NOT_WRITTEN_BY_GRUB.has(holding.type) && !/^\/dev\/(?:mapper\/|dm-|md)/.test(holding.device ?? '');
}

const NOT_WRITTEN_BY_GRUB: ReadonlySet<string> = new Set(['btrfs', 'zfs', 'squashfs', 'bcachefs', 'f2fs', 'overlay', 'tmpfs']);

interface FoundConfiguration {
  readonly system: SystemForGrub;
  readonly config: GrubPlace;
  readonly directory: string;
}

function findConfiguration(ports: EnginePorts): Result<FoundConfiguration, readonly FileError[]> {
  const errors: FileError[] = [];
  for (const directory of GRUB_DIRECTORIES) {
    const path = `${directory}/grub.cfg`;
    const start = ports.files.readRange(path, 0, 1);
    if (!start.ok) {
      errors.push(start.error);
      continue;
    }
    const system = createGrubHost(ports.files, ports.fileSystems, directory, platformOf(ports.files, directory));
    return ok({ system, config: system.place(path), directory });
  }
  return err(errors);
}

/** The running system says how it was started; of another root only what its GRUB was installed for is known. */
function platformOf(files: BootFiles, directory: string): 'efi' | 'pc' {
  if (files.stat(FIRMWARE).ok) return files.stat(`${FIRMWARE}/efi`).ok ? 'efi' : 'pc';
  return files.stat(`${directory}/x86_64-efi`).ok && !files.stat(`${directory}/i386-pc`).ok ? 'efi' : 'pc';
}

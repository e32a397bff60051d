import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic, DiagnosticKind } from '../diagnostic.ts';
import { sameArchitecture } from '../kernel/architecture.ts';
import { said } from '../said.ts';
import { remark, say, type Sentence } from '../sentence.ts';
import { readBootCounter } from './boot-counting.ts';
import { readEfiProgram, type EfiProgram } from './efi-program.ts';
import type { FoundEntry } from './found-entry.ts';
import { listEntryFiles } from './list-entry-files.ts';
import type { LoaderMachine } from './loader-machine.ts';
import type { FoundEntries } from './read-entries.ts';
import { stubOutcome } from './stub-start.ts';
import { imageProfiles, isUnifiedKernelImage, type ImageProfile } from './unified-kernel-image.ts';
import type { ImageNames } from './os-release.ts';

/** Where unified kernel images are. */
export interface ImageDirectory {
  /** Where the partition is mounted: `/boot`, `/efi`. */
  readonly bootMount: string;
  /** `/boot/EFI/Linux` */
  readonly directory: string;
}

/**
 * Reads the unified kernel images (Type #2) of one directory, an entry for each of their profiles. systemd-boot hides an
 * image for another architecture or that does not name its system in `.osrel`, and shows the profiles only up to the first
 * one without a command line. The kernel of an entry is the image, which is taken apart when it is loaded; its command line
 * is what the stub would pass on.
 * Source: Boot Loader Specification, Type #2; systemd, src/boot/boot.c, boot_entry_add_type2().
 */
export function readUnifiedKernelImages(files: ConfigFiles, place: ImageDirectory, machine: LoaderMachine): FoundEntries {
  const listed = listEntryFiles(files, place.directory, '.efi');
  const diagnostics: Diagnostic[] = [...listed.diagnostics];
  const entries: FoundEntry[] = [];
  for (const name of listed.names) {
    const file = `${place.directory}/${name}`;
    const note = (kind: DiagnosticKind, message: Sentence): void => void diagnostics.push({ file, line: 0, kind, ...said(message) });
    const program = readEfiProgram(files, file);
    if (!program.ok) {
      note(program.error.kind === 'not-a-program' ? 'syntax' : 'file-unreadable', remark('The unified kernel image could not be read: {detail}.', { detail: program.error.detail }));
      continue;
    }
    const { architecture } = program.value;
    if (architecture !== null && machine.architecture !== null && !sameArchitecture(architecture, machine.architecture)) continue;
    const found = shownProfiles(program.value).map((profile) => foundImage(files, place, name, profile, machine, isUnifiedKernelImage(program.value)));
    if (found.length === 0) note('syntax', remark('The boot loader hides the image: its section .osrel is missing or names no system.'));
    entries.push(...found);
  }
  return { entries, diagnostics };
}

type NamedProfile = ImageProfile & { readonly names: ImageNames };

function shownProfiles(program: EfiProgram): readonly NamedProfile[] {
  const named = imageProfiles(program).flatMap((profile) => (profile.names === null ? [] : [{ ...profile, names: profile.names }]));
  const last = named.findIndex((profile) => profile.commandLine === null);
  return last === -1 ? named : named.slice(0, last + 1);
}

function foundImage(files: ConfigFiles, place: ImageDirectory, name: string, profile: NamedProfile, machine: LoaderMachine, isLinux: boolean): FoundEntry {
  const file = `${place.directory}/${name}`;
  const stub = stubOutcome(files, { image: file, profile, options: null, bootMount: place.bootMount, secureBoot: machine.secureBoot });
  return {
    ...namesOf(name, profile),
    draft: {
      id: idOf(readBootCounter(name, '.efi').name, profile),
      title: titleOf(profile),
      titlePath: [],
      source: { kind: 'uki', file, line: 0 },
      kernel: isLinux ? file : null,
      initrds: [],
      devicetree: null,
      commandLine: isLinux ? stub.commandLine : '',
      default: false,
      restricted: false,
      problems: isLinux ? stub.problems : [{ kind: 'not-linux', ...said(say('The EFI program {file} carries no Linux kernel.', { file })) }],
    },
  };
}

function namesOf(name: string, profile: NamedProfile): Omit<FoundEntry, 'draft'> {
  return {
    loaderId: idOf(name, profile),
    fileId: name.toLowerCase(),
    title: titleOf(profile),
    version: profile.names.version,
    machineId: null,
    sortKey: profile.names.sortKey,
    counter: readBootCounter(name, '.efi').counter,
    profile: profile.number,
    shown: true,
  };
}

function idOf(name: string, profile: ImageProfile): string {
  return (profile.number === 0 ? name : `${name}@${profile.id ?? profile.number}`).toLowerCase();
}

function titleOf(profile: NamedProfile): string {
  const which = profile.title ?? (profile.number === 0 ? null : (profile.id ?? `Profile #${profile.number + 1}`));
  return which === null ? profile.names.title : `${profile.names.title} (${which})`;
}

import { sameArchitecture } from '../kernel/architecture.ts';
import { sameCommandLine } from '../kernel/command-line.ts';
import type { EntryFiles, InitrdState, KernelImageState, Machine } from '../restart-plan/machine.ts';
import type { BootEntry, BootEntryDraft, EntryProblem } from './boot-entry.ts';
import { isRecovery } from './recovery.ts';
import { releaseInPath } from './release-in-path.ts';

/**
 * The boot entry of a draft, with what its files say: release and architecture of the kernel image, one problem for each
 * file that is missing, unreadable or not what it should be. Files of an entry without a kernel are not looked at.
 */
export function completeEntry(draft: BootEntryDraft, files: EntryFiles, machine: Machine): BootEntry {
  const image = draft.kernel === null ? null : files.kernel;
  const valid = image?.kind === 'valid' ? image : null;
  const kernelRelease = valid === null || draft.kernel === null ? null : (valid.release ?? releaseInPath(draft.kernel));
  const problems = [...draft.problems, ...kernelProblems(draft, image, machine), ...initrdProblems(draft, files)];
  return {
    ...draft,
    problems,
    kernelRelease,
    architecture: valid?.architecture ?? null,
    running: kernelRelease === machine.kernelRelease && sameCommandLine(draft.commandLine, machine.commandLine),
    recovery: isRecovery(draft),
    quickRestart: problems.length === 0,
  };
}

function kernelProblems(draft: BootEntryDraft, image: KernelImageState | null, machine: Machine): readonly EntryProblem[] {
  if (draft.kernel === null || image === null) {
    return draft.problems.length > 0 ? [] : [{ kind: 'not-linux', message: 'The entry starts no Linux kernel.' }];
  }
  switch (image.kind) {
    case 'missing':
      return [{ kind: 'kernel-missing', message: `The kernel image ${draft.kernel} is missing.` }];
    case 'unreadable':
      return [{ kind: 'kernel-unreadable', message: `The kernel image ${draft.kernel} cannot be read: ${image.detail}.` }];
    case 'invalid':
      if (draft.problems.some((problem) => problem.kind === 'multiboot')) return []; // a hypervisor is no kernel image
      return [{ kind: 'kernel-invalid', message: `The kernel image ${draft.kernel} cannot be used: ${image.detail}.` }];
    case 'valid':
      if (image.architecture === null || sameArchitecture(image.architecture, machine.architecture)) return [];
      return [{ kind: 'kernel-architecture', message: `The kernel image ${draft.kernel} is for ${image.architecture}, this machine is ${machine.architecture}.` }];
  }
}

function initrdProblems(draft: BootEntryDraft, files: EntryFiles): readonly EntryProblem[] {
  if (draft.kernel === null) return [];
  return files.initrds.flatMap(({ path, state }) => initrdProblem(path, state) ?? []);
}

function initrdProblem(path: string, state: InitrdState): EntryProblem | null {
  switch (state.kind) {
    case 'missing':
      return { kind: 'initrd-missing', message: `The initrd ${path} is missing.` };
    case 'unreadable':
      return { kind: 'initrd-unreadable', message: `The initrd ${path} cannot be read: ${state.detail}.` };
    case 'invalid':
      return { kind: 'initrd-invalid', message: `The initrd ${path} cannot be used: ${state.detail}.` };
    case 'valid':
      return null;
  }
}

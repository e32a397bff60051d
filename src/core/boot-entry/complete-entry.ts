import { sameArchitecture } from '../kernel/architecture.ts';
import { sameCommandLine } from '../kernel/command-line.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import type { EntryFiles, KernelImageState, Machine } from '../restart-plan/machine.ts';
import { trialWords, withAddedWords } from '../trial/trial-words.ts';
import type { BootEntry, BootEntryDraft, EntryProblem } from './boot-entry.ts';
import { initrdSentence, kernelImageSentence } from './file-sentences.ts';
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
    running: kernelRelease === machine.kernelRelease && isRunningLine(draft.commandLine, machine.commandLine),
    recovery: isRecovery(draft),
    quickRestart: problems.length === 0,
  };
}

/** A trial added its words. */
function isRunningLine(commandLine: string, running: string): boolean {
  return sameCommandLine(commandLine, running) || sameCommandLine(withAddedWords(commandLine, trialWords(commandLine)), running);
}

function kernelProblems(draft: BootEntryDraft, image: KernelImageState | null, machine: Machine): readonly EntryProblem[] {
  if (draft.kernel === null || image === null) {
    return draft.problems.length > 0 ? [] : [{ kind: 'not-linux', ...said(say('The entry starts no Linux kernel.')) }];
  }
  const path = draft.kernel;
  if (image.kind !== 'valid') {
    if (image.kind === 'invalid' && draft.problems.some((problem) => problem.kind === 'multiboot')) return []; // a hypervisor is no kernel image
    return [{ kind: `kernel-${image.kind}`, ...said(kernelImageSentence(path, image)) }];
  }
  const { architecture } = image;
  if (architecture === null || sameArchitecture(architecture, machine.architecture)) return [];
  const message = say('The kernel image {path} is for {architecture}, this machine is {machine}.', { path, architecture, machine: machine.architecture });
  return [{ kind: 'kernel-architecture', ...said(message) }];
}

function initrdProblems(draft: BootEntryDraft, files: EntryFiles): readonly EntryProblem[] {
  if (draft.kernel === null) return [];
  return files.initrds.flatMap(({ path, state }) => (state.kind === 'valid' ? [] : [{ kind: `initrd-${state.kind}` as const, ...said(initrdSentence(path, state)) }]));
}

import type { BootEntryDraft, EntryProblem } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import { wordsOf } from '../kernel/command-line.ts';
import { inspectKernelImage } from '../kernel/kernel-image.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { openForReading, readEfiProgram, type EfiProgram } from './efi-program.ts';
import type { LoaderMachine } from './loader-machine.ts';
import { systemPath, type EntryPlace } from './paths.ts';
import { stubOutcome } from './stub-start.ts';
import type { EntryProgram, LoaderEntry } from './type1-entry.ts';
import { imageProfiles, inUcs2, isUnifiedKernelImage } from './unified-kernel-image.ts';

/** What an entry file starts, in the words of the system: kernel, initrds, command line, and what stands against it. */
export type EntryStart = Pick<BootEntryDraft, 'kernel' | 'initrds' | 'devicetree' | 'commandLine' | 'problems'>;

/** Where an entry file was read, and by which machine. */
export interface EntryContext {
  readonly files: ConfigFiles;
  readonly place: EntryPlace;
  readonly machine: LoaderMachine;
}

/**
 * Finds out what systemd-boot would start for an entry file. A unified kernel image goes by its stub, whichever key names
 * it; `efi` counts as Linux where the program is a kernel. `initrd=` that systemd-boot itself adds to the command line is
 * left out: it names to the kernel's EFI stub what kexec(8) is given as initrds.
 * Problems: not-linux, devicetree, encoding, evaluation.
 */
export function entryStart(context: EntryContext, entry: LoaderEntry, program: EntryProgram): EntryStart {
  if (program.kind === 'uki-url') return { ...NOTHING, problems: [{ kind: 'evaluation', ...said(say('The entry downloads its kernel from {path}.', { path: program.path })) }] };
  const { files, place } = context;
  const kernel = systemPath(files, place, program.path);
  const image = readEfiProgram(files, kernel);
  if (image.ok && isUnifiedKernelImage(image.value)) return startOfImage(context, entry, kernel, image.value);
  if (program.kind === 'efi' && !(image.ok && isKernel(files, kernel))) {
    return { ...NOTHING, problems: [{ kind: 'not-linux', ...said(say('The entry starts the EFI program {path}, which is not known to be Linux.', { path: kernel })) }] };
  }
  return startOfKernel(context, entry, kernel, program.kind === 'linux');
}

const NOTHING: EntryStart = { kernel: null, initrds: [], devicetree: null, commandLine: '', problems: [] };

function isKernel(files: ConfigFiles, path: string): boolean {
  const opened = openForReading(files, path);
  return opened.ok && inspectKernelImage(opened.value).kind === 'valid';
}

function startOfKernel({ files, place, machine }: EntryContext, entry: LoaderEntry, kernel: string, isLinuxKey: boolean): EntryStart {
  const commandLine = inUcs2(entry.options ?? '');
  const initrds = isLinuxKey && entry.initrds.length > 0 ? entry.initrds : initrdsInOptions(commandLine);
  // systemd-boot installs no device tree under Secure Boot, and knows no overlays.
  const devicetree = isLinuxKey && !machine.secureBoot ? entry.devicetree : null;
  const problems: EntryProblem[] = [...extraProblems(entry)];
  if (devicetree !== null) problems.push({ kind: 'devicetree', ...said(say('The entry brings its own device tree, which a quick restart cannot pass on.')) });
  return {
    kernel,
    initrds: initrds.map((path) => systemPath(files, place, path)),
    devicetree: devicetree === null ? null : systemPath(files, place, devicetree),
    commandLine,
    problems,
  };
}

/** Without `initrd` keys the kernel's EFI stub loads what its options name; Linux Documentation/admin-guide/efi-stub.rst. */
function initrdsInOptions(options: string): readonly string[] {
  return wordsOf(options).flatMap((word) => (word.startsWith('initrd=') ? [word.slice('initrd='.length)] : []));
}

function startOfImage({ files, place, machine }: EntryContext, entry: LoaderEntry, image: string, program: EfiProgram): EntryStart {
  const number = entry.profile === null ? 0 : /^[0-9]+$/.test(entry.profile) ? Number(entry.profile) : -1;
  const profile = imageProfiles(program).find((one) => one.number === number);
  if (profile === undefined) return { ...NOTHING, kernel: image, problems: [{ kind: 'evaluation', ...said(say('The image has no profile {profile}.', { profile: entry.profile ?? '0' })) }] };
  const outcome = stubOutcome(files, { image, profile, options: entry.options, bootMount: place.bootMount, secureBoot: machine.secureBoot });
  const problems = [...outcome.problems, ...extraProblems(entry)];
  if (entry.initrds.length > 0) problems.push({ kind: 'evaluation', ...said(say('The entry adds initrds to a unified kernel image, which a quick restart cannot do.')) });
  return { ...NOTHING, kernel: image, commandLine: outcome.commandLine, problems };
}

function extraProblems(entry: LoaderEntry): readonly EntryProblem[] {
  return entry.extra.length === 0 ? [] : [{ kind: 'evaluation', ...said(say('The entry hands over {parts}, which a quick restart cannot do.', { parts: entry.extra.join(', ') })) }];
}

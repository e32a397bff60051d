/**
 * Kernels that no configuration names: what lies in /boot and /usr/lib/modules, with the initrd that the distribution's own
 * tools put beside it and the command line of kernel-install(8). For machines without a boot loader configuration that we
 * read, and for kernels that a configuration forgot. Nothing here is known to be what a boot loader starts.
 *
 * Names: kernel-install(8), installkernel(8), mkinitcpio(8) presets, dracut(8), update-initramfs(8); early microcode as
 * grub-mkconfig's GRUB_EARLY_INITRD_LINUX_STOCK has it.
 */
import type { BootEntryDraft, EntryProblem } from '../boot-entry/boot-entry.ts';
import type { EntriesRead } from '../boot-entry/entries-read.ts';
import { releaseInPath } from '../boot-entry/release-in-path.ts';
import type { ConfigFiles } from '../config-files.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import { readCommandLine, type CommandLineFound } from './command-line.ts';
import { findInitrds, type FoundInitrds } from './initrds.ts';
import { findKernels, type FoundKernel } from './kernels.ts';
import { startsWithoutInitrd } from './without-initrd.ts';

/** What a scan needs to know of the machine. */
export interface ScanContext {
  /** /proc/cmdline; used where the system states no command line for new kernels. */
  readonly runningCommandLine: string;
  /** Paths of the kernels that entries of a configuration name already. */
  readonly known: ReadonlySet<string>;
}

/**
 * Lists the kernels that no entry names, the newest release first; rescue images last. Ids are the paths of the kernels,
 * with `#fallback` behind for mkinitcpio's second image. None is the default. Never fails; a directory that cannot be read
 * leaves a diagnostic.
 */
export function readScan(files: ConfigFiles, context: ScanContext): EntriesRead {
  const diagnostics: Diagnostic[] = [];
  const kernels = findKernels(files, context.known, diagnostics);
  if (kernels.length === 0) return { entries: [], diagnostics };
  const commandLine = readCommandLine(files, context.runningCommandLine, diagnostics);
  return { entries: kernels.flatMap((kernel) => entriesOf(files, kernel, commandLine)), diagnostics };
}

function entriesOf(files: ConfigFiles, kernel: FoundKernel, commandLine: CommandLineFound): readonly BootEntryDraft[] {
  const initrds = findInitrds(files, kernel);
  const problems: EntryProblem[] = [];
  if (initrds.main === null && !startsWithoutInitrd(files, kernel, commandLine.text)) {
    problems.push({ kind: 'initrd-missing', ...said(say('No initrd was found for {path}.', { path: kernel.path })) });
  }
  if (commandLine.doubt !== null) problems.push(commandLine.doubt);
  const entry: BootEntryDraft = {
    id: kernel.path,
    title: titleOf(kernel),
    titlePath: [],
    source: { kind: 'scan', file: kernel.path, line: 0 },
    kernel: kernel.path,
    initrds: withEarly(initrds, initrds.main),
    devicetree: null,
    commandLine: commandLine.text,
    default: false,
    restricted: false,
    problems,
  };
  if (initrds.fallback === null) return [entry];
  const fallback = { ...entry, id: `${kernel.path}#fallback`, title: `${entry.title} (fallback initrd)`, initrds: withEarly(initrds, initrds.fallback), problems: problems.filter(({ kind }) => kind !== 'initrd-missing') };
  return [entry, fallback];
}

function withEarly(initrds: FoundInitrds, main: string | null): readonly string[] {
  return main === null ? [] : [...initrds.early, main];
}

function titleOf(kernel: FoundKernel): string {
  if (kernel.rescue) return 'Linux (rescue image)';
  const release = kernel.release ?? releaseInPath(kernel.path);
  return release === null ? `Linux (${kernel.suffix})` : `Linux ${release}`;
}

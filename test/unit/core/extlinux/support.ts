import { readExtlinux } from '../../../../src/core/extlinux/index.ts';
import type { EntriesRead } from '../../../../src/core/boot-entry/entries-read.ts';
import type { BootEntryDraft } from '../../../../src/core/boot-entry/boot-entry.ts';
import { memoryFiles, type MemoryTree } from '../../../fakes/memory-files.ts';

/** Reads a configuration as SYSLINUX would, whose own file lies beside it. */
export function syslinux(config: string, tree: MemoryTree = {}, mountPoint = '/'): EntriesRead {
  const path = '/boot/extlinux/extlinux.conf';
  return readExtlinux(memoryFiles({ [path]: config, '/boot/extlinux/ldlinux.c32': '', ...tree }), { config: path, mountPoint });
}

/** Reads a configuration as U-Boot would, with a kernel and an initrd on the disk. */
export function uBoot(config: string, tree: MemoryTree = {}, mountPoint = '/'): EntriesRead {
  const path = '/boot/extlinux/extlinux.conf';
  return readExtlinux(memoryFiles({ [path]: config, '/k': '', '/k2': '', '/i': '', ...tree }), { config: path, mountPoint });
}

/** One line for one entry: `*` for the default, the id, the kernel, its initrds, the command line. */
export function shown(entry: BootEntryDraft): string {
  const problems = entry.problems.map(({ kind }) => `!${kind}`);
  const parts = [entry.default ? `*${entry.id}` : entry.id, entry.kernel ?? '-', `[${entry.initrds.join(' ')}]`, `“${entry.commandLine}”`, ...problems];
  return parts.join(' ');
}

/** All entries as `shown`. */
export function all(read: EntriesRead): readonly string[] {
  return read.entries.map(shown);
}

/** Id of the default entry; null where there is none. */
export function defaultOf(read: EntriesRead): string | null {
  return read.entries.find((entry) => entry.default)?.id ?? null;
}

/** Diagnostics as `file:line kind`. */
export function remarks(read: EntriesRead): readonly string[] {
  return read.diagnostics.map(({ file, line, kind }) => `${file.slice(file.lastIndexOf('/') + 1)}:${line} ${kind}`);
}

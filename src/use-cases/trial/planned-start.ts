import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import { pastOf, type Past } from '../../core/trial/past.ts';
import type { FileMark, Start } from '../../core/trial/start.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { KernelPorts } from './kept-kernels.ts';

/** The entry's start as its files are now; null where one of them is not there. */
export function startOf(files: BootFiles, entry: BootEntry): Start | null {
  const kernel = entry.kernel === null ? null : markOf(files, entry.kernel);
  const initrds = entry.initrds.map((path) => markOf(files, path));
  if (kernel === null || !initrds.every((one) => one !== null)) return null;
  return { kernelRelease: entry.kernelRelease, kernel, initrds, commandLine: entry.commandLine };
}

/** What is known of the entry's earlier starts, for the plan; undefined where nobody keeps that, or where there is nothing to start. */
export function readPast({ kernels, journal, files }: KernelPorts & { readonly files: BootFiles }, entry: BootEntry | null): Past | 'unknown' | undefined {
  if (entry === null) return undefined;
  const read = kernels.read();
  if (!read.ok) {
    journal.warning(`What is known about kernels could not be read: ${read.error.path}: ${read.error.detail}.`);
    return 'unknown';
  }
  const start = read.value === null ? null : startOf(files, entry);
  return read.value === null || start === null ? undefined : pastOf(read.value, start);
}

function markOf(files: BootFiles, path: string): FileMark | null {
  const status = files.stat(path);
  return status.ok ? { path, sizeBytes: status.value.sizeBytes, modifiedMs: status.value.modifiedMs } : null;
}

import { inspectInitrd } from '../../core/kernel/initrd.ts';
import { inspectKernelImage } from '../../core/kernel/kernel-image.ts';
import type { RandomAccess } from '../../core/kernel/random-access.ts';
import type { EntryFiles, InitrdState, KernelImageState } from '../../core/restart-plan/machine.ts';
import { say, type Detail } from '../../core/sentence.ts';
import type { BootEntryDraft } from '../../core/boot-entry/boot-entry.ts';
import type { BootFiles, FileError } from '../../ports/boot-files.ts';
import type { EnginePorts } from '../engine-ports.ts';

/**
 * The kernel image's header, and whether each initrd is there and not empty: cheap enough for every entry of a list.
 * null where the entry names no kernel.
 */
export function inspectFilesFromOutside(ports: EnginePorts, draft: BootEntryDraft): EntryFiles | null {
  if (draft.kernel === null) return null;
  return {
    kernel: kernelState(ports.files, draft.kernel),
    initrds: draft.initrds.map((path) => ({ path, state: initrdFromOutside(ports.files, path) })),
  };
}

/** As inspectFilesFromOutside, and walks through each initrd to find one that was cut off; for the entry that is to be started. */
export async function inspectWholeFiles(ports: EnginePorts, draft: BootEntryDraft): Promise<EntryFiles | null> {
  if (draft.kernel === null) return null;
  const initrds: EntryFiles['initrds'][number][] = [];
  for (const path of draft.initrds) initrds.push({ path, state: await initrdAsWhole(ports, path), modifiedMs: modifiedMs(ports.files, path) });
  return { kernel: kernelState(ports.files, draft.kernel), initrds, kernelModifiedMs: modifiedMs(ports.files, draft.kernel) };
}

function modifiedMs(files: BootFiles, path: string): number | undefined {
  const status = files.stat(path);
  return status.ok ? status.value.modifiedMs : undefined;
}

function kernelState(files: BootFiles, path: string): KernelImageState {
  const reader = openReader(files, path);
  return 'kind' in reader ? reader : inspectKernelImage(reader);
}

function initrdFromOutside(files: BootFiles, path: string): InitrdState {
  const reader = openReader(files, path);
  if ('kind' in reader) return reader;
  return reader.sizeBytes === 0 ? { kind: 'invalid', detail: say('the file is empty') } : { kind: 'valid', sizeBytes: reader.sizeBytes };
}

/** Walking is pure and asks for the end of a gzip member, which takes decompressing: answered here, then walked again. */
async function initrdAsWhole(ports: EnginePorts, path: string): Promise<InitrdState> {
  const reader = openReader(ports.files, path);
  if ('kind' in reader) return reader;
  const host = ports.files.hostPath(path);
  const ends = new Map<number, number | null>();
  for (;;) {
    const unanswered: number[] = [];
    const state = inspectInitrd(reader, (offset) => {
      if (!ends.has(offset)) unanswered.push(offset);
      return ends.get(offset) ?? null;
    });
    const [offset] = unanswered;
    if (offset === undefined) return state;
    ends.set(offset, host.ok ? await ports.gzipEnd(host.value, offset) : null);
  }
}

function openReader(files: BootFiles, path: string): RandomAccess | { kind: 'missing' } | { kind: 'unreadable'; detail: Detail } {
  const status = files.stat(path);
  if (!status.ok) return toState(status.error);
  if (status.value.kind !== 'file') return { kind: 'unreadable', detail: say('not a regular file') };
  const first = files.readRange(path, 0, 1);
  if (!first.ok) return toState(first.error);
  return {
    sizeBytes: status.value.sizeBytes,
    read(offset, lengthBytes) {
      const bytes = files.readRange(path, offset, lengthBytes);
      return bytes.ok ? bytes.value : null;
    },
  };
}

function toState(error: FileError): { kind: 'missing' } | { kind: 'unreadable'; detail: Detail } {
  return error.kind === 'missing' ? { kind: 'missing' } : { kind: 'unreadable', detail: error.detail };
}

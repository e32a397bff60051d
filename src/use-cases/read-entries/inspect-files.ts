import { inspectInitrd } from '../../core/kernel/initrd.ts';
import { inspectKernelImage } from '../../core/kernel/kernel-image.ts';
import type { RandomAccess } from '../../core/kernel/random-access.ts';
import type { EntryFiles, InitrdState, KernelImageState } from '../../core/restart-plan/machine.ts';
import type { BootEntryDraft } from '../../core/boot-entry/boot-entry.ts';
import type { BootFiles, FileError } from '../../ports/boot-files.ts';
import type { EnginePorts } from '../engine-ports.ts';

/** `present` looks whether initrds are there; `whole` also walks through them to find one that was cut off. */
export type InspectionDepth = 'present' | 'whole';

/** Looks at the kernel image and the initrds that an entry names; null where it names no kernel. */
export function inspectFiles(ports: EnginePorts, draft: BootEntryDraft, depth: InspectionDepth): EntryFiles | null {
  if (draft.kernel === null) return null;
  return {
    kernel: kernelState(ports.files, draft.kernel),
    initrds: draft.initrds.map((path) => ({ path, state: initrdState(ports, path, depth) })),
  };
}

function kernelState(files: BootFiles, path: string): KernelImageState {
  const reader = openReader(files, path);
  return 'kind' in reader ? reader : inspectKernelImage(reader);
}

function initrdState(ports: EnginePorts, path: string, depth: InspectionDepth): InitrdState {
  const reader = openReader(ports.files, path);
  if ('kind' in reader) return reader;
  if (reader.sizeBytes === 0) return { kind: 'invalid', detail: 'the file is empty' };
  if (depth === 'present') return { kind: 'valid', sizeBytes: reader.sizeBytes };
  return inspectInitrd(reader, (offset) => ports.gzipEnd(path, offset));
}

function openReader(files: BootFiles, path: string): RandomAccess | { kind: 'missing' } | { kind: 'unreadable'; detail: string } {
  const status = files.stat(path);
  if (!status.ok) return toState(status.error);
  if (status.value.kind !== 'file') return { kind: 'unreadable', detail: 'not a regular file' };
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

function toState(error: FileError): { kind: 'missing' } | { kind: 'unreadable'; detail: string } {
  return error.kind === 'missing' ? { kind: 'missing' } : { kind: 'unreadable', detail: error.detail };
}

import { closeSync, fstatSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { unifiedKernelParts, type UnifiedKernelParts } from '../../core/kernel/unified-kernel-parts.ts';
import type { LoadPiece } from '../../core/every-restart/next-restart.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { KexecError, KexecRequest } from '../../ports/kexec.ts';

/** What kexec(8) gets: one kernel and at most one initrd. `dispose` removes the temporary files. */
export interface LoadFiles {
  readonly kernel: string;
  /** null where the entry has none. */
  readonly initrd: string | null;
  dispose(): void;
}

/** A file, or a part of one. */
interface Piece {
  readonly path: string;
  readonly offset: number;
  /** null up to the end. */
  readonly sizeBytes: number | null;
}

const CHUNK_BYTES = 1024 * 1024;

/** Boot loaders pad each initrd to four bytes before the next (GRUB: grub_initrd_load; the kernel skips zeros). */
const ALIGNMENT_BYTES = 4;

/**
 * kexec takes one kernel and one initrd. A boot entry may have several initrds (microcode, then the main one): they are
 * joined in their order, as the boot loader does in memory. A unified kernel image holds both, and only new versions of
 * kexec(8) know it: its kernel and its initrds are taken out, as its stub does. The files for that are in `directory`, for
 * root only; what needs neither is passed on as it is.
 */
export function prepareLoadFiles({ kernel, initrds }: KexecRequest, directory: string): Result<LoadFiles, KexecError> {
  const written: string[] = [];
  const dispose = (): void => written.forEach((path) => rmSync(path, { force: true }));
  const write = (name: string, pieces: readonly Piece[], alignment: number): string => {
    const path = join(directory, `${name}-${randomUUID()}`);
    written.push(path);
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    writePieces(path, pieces, alignment);
    return path;
  };
  try {
    const parts = partsOf(kernel);
    const inside = (parts?.initrds ?? []).map((section): Piece => ({ ...section, path: kernel }));
    const all = [...inside, ...initrds.map((path): Piece => ({ path, offset: 0, sizeBytes: null }))];
    const initrd = inside.length === 0 && all.length <= 1 ? (all[0]?.path ?? null) : write('initrd', all, ALIGNMENT_BYTES);
    return ok({ kernel: parts === null ? kernel : write('kernel', [{ ...parts.linux, path: kernel }], 1), initrd, dispose });
  } catch (error) {
    dispose();
    return err({ kind: 'failed', detail: `preparing kernel and initrds: ${error instanceof Error ? error.message : String(error)}` });
  }
}

/** null for a kernel that is no unified kernel image; one that cannot be opened is kexec's to complain about. */
function partsOf(kernel: string): UnifiedKernelParts | null {
  let input: number;
  try {
    input = openSync(kernel, 'r');
  } catch {
    return null;
  }
  try {
    const read = (offset: number, lengthBytes: number): Uint8Array => {
      const bytes = Buffer.alloc(lengthBytes);
      return bytes.subarray(0, readSync(input, bytes, 0, lengthBytes, offset));
    };
    return unifiedKernelParts({ sizeBytes: fstatSync(input).size, read });
  } finally {
    closeSync(input);
  }
}

function writePieces(path: string, pieces: readonly Piece[], alignment: number): void {
  const output = openSync(path, 'wx', 0o600);
  try {
    for (const piece of pieces) append(piece, output, alignment);
  } finally {
    closeSync(output);
  }
}

/**
 * The same as places in files, for whoever joins them later: the kernel, and its initrds in their order. Throws what node:fs throws where
 * one of them cannot be looked at.
 */
export function piecesOf({ kernel, initrds }: Pick<KexecRequest, 'kernel' | 'initrds'>): { readonly kernel: LoadPiece; readonly initrds: readonly LoadPiece[] } {
  const parts = partsOf(kernel);
  const whole = (path: string): LoadPiece => ({ path, offset: 0, sizeBytes: statSync(path).size });
  const inside = (parts?.initrds ?? []).map((section): LoadPiece => ({ ...section, path: kernel }));
  return { kernel: parts === null ? whole(kernel) : { ...parts.linux, path: kernel }, initrds: [...inside, ...initrds.map(whole)] };
}

function append({ path, offset, sizeBytes }: Piece, output: number, alignment: number): void {
  const input = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const wanted = sizeBytes ?? Number.POSITIVE_INFINITY;
    let total = 0;
    while (total < wanted) {
      const read = readSync(input, chunk, 0, Math.min(chunk.length, wanted - total), offset + total);
      if (read === 0) break;
      writeAll(output, chunk.subarray(0, read));
      total += read;
    }
    if (sizeBytes !== null && total < sizeBytes) throw new Error(`${path} ends too early`);
    writeAll(output, Buffer.alloc((alignment - (total % alignment)) % alignment));
  } finally {
    closeSync(input);
  }
}

function writeAll(output: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(output, bytes, written);
}

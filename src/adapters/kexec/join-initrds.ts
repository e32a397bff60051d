import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { KexecError } from '../../ports/kexec.ts';

/** The one initrd that kexec gets; null path where the entry has none. `dispose` removes a temporary file. */
export interface JoinedInitrd {
  readonly path: string | null;
  dispose(): void;
}

const CHUNK_BYTES = 1024 * 1024;

/** Boot loaders pad each initrd to four bytes before the next (GRUB: grub_initrd_load; the kernel skips zeros). */
const ALIGNMENT_BYTES = 4;

/**
 * kexec takes one initrd, a boot entry may have several (microcode, then the main one): joins them in their order, as the
 * boot loader does in memory, into a file that only root can read. One initrd is passed on as it is.
 */
export function joinInitrds(paths: readonly string[], directory: string): Result<JoinedInitrd, KexecError> {
  const [only] = paths;
  if (paths.length <= 1) return ok({ path: only ?? null, dispose: () => undefined });
  const target = join(directory, `initrd-${randomUUID()}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    const output = openSync(target, 'wx', 0o600);
    try {
      for (const path of paths) append(path, output);
    } finally {
      closeSync(output);
    }
    return ok({ path: target, dispose: () => rmSync(target, { force: true }) });
  } catch (error) {
    rmSync(target, { force: true });
    return err({ kind: 'failed', detail: `joining initrds: ${error instanceof Error ? error.message : String(error)}` });
  }
}

function append(path: string, output: number): void {
  const input = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let total = 0;
    for (let read = readSync(input, chunk); read > 0; read = readSync(input, chunk)) {
      writeAll(output, chunk.subarray(0, read));
      total += read;
    }
    writeAll(output, Buffer.alloc((ALIGNMENT_BYTES - (total % ALIGNMENT_BYTES)) % ALIGNMENT_BYTES));
  } finally {
    closeSync(input);
  }
}

function writeAll(output: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(output, bytes, written);
}

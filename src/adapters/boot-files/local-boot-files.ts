import { closeSync, constants, fstatSync, openSync, readSync, readdirSync, realpathSync, statSync, type BigIntStats } from 'node:fs';
import { relative } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { BootFiles, FileError, FileStatus, TextFile } from '../../ports/boot-files.ts';
import { toFileError } from './file-error.ts';
import { resolveInRoot } from './resolve-in-root.ts';

/** The files of this computer, or of a system below a directory of it. */
export class LocalBootFiles implements BootFiles {
  readonly root: string;

  constructor(root = '/') {
    this.root = root;
  }

  readText(path: string, maxBytes: number): Result<TextFile, FileError> {
    return this.#withFile(path, (descriptor) => {
      // Files of /proc say that they are empty, and each of /sys that it has a page: what is read counts, not the size.
      const bytes = readFully(descriptor, 0, maxBytes + 1);
      return bytes.length > maxBytes ? err({ kind: 'too-large', path, detail: `more than ${maxBytes} bytes` }) : ok(decode(bytes));
    });
  }

  readRange(path: string, offset: number, lengthBytes: number): Result<Uint8Array, FileError> {
    return this.#withFile(path, (descriptor) => ok(readFully(descriptor, offset, lengthBytes)));
  }

  stat(path: string): Result<FileStatus, FileError> {
    try {
      // That a file is missing is an answer like any other here, so it should cost no exception.
      const status = statSync(resolveInRoot(this.root, path), { bigint: true, throwIfNoEntry: false });
      return status === undefined ? err({ kind: 'missing', path, detail: 'ENOENT: no such file or directory' }) : ok(toStatus(status));
    } catch (error) {
      return err(toFileError(path, error));
    }
  }

  hostPath(path: string): Result<string, FileError> {
    try {
      return ok(resolveInRoot(this.root, path));
    } catch (error) {
      return err(toFileError(path, error));
    }
  }

  list(path: string): Result<readonly string[], FileError> {
    try {
      return ok(readdirSync(resolveInRoot(this.root, path)).sort((a, b) => (a < b ? -1 : 1)));
    } catch (error) {
      return err(toFileError(path, error));
    }
  }

  realPath(path: string): Result<string, FileError> {
    try {
      if (this.root === '/') return ok(realpathSync(path));
      const resolved = resolveInRoot(this.root, path);
      statSync(resolved);
      return ok('/' + relative(this.root, resolved));
    } catch (error) {
      return err(toFileError(path, error));
    }
  }

  #withFile<T>(path: string, use: (descriptor: number) => Result<T, FileError>): Result<T, FileError> {
    let descriptor: number | null = null;
    try {
      // O_NONBLOCK: a named pipe in /boot must not hang us.
      descriptor = openSync(resolveInRoot(this.root, path), constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
      if (!fstatSync(descriptor).isFile()) return err({ kind: 'not-a-file', path, detail: 'not a regular file' });
      return use(descriptor);
    } catch (error) {
      return err(toFileError(path, error));
    } finally {
      if (descriptor !== null) closeSync(descriptor);
    }
  }
}

const CHUNK_BYTES = 256 * 1024;

function readFully(descriptor: number, offset: number, lengthBytes: number): Uint8Array {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < lengthBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, lengthBytes - total));
    const read = readSync(descriptor, chunk, 0, chunk.length, offset + total);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    total += read;
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): TextFile {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), validUtf8: true };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), validUtf8: false };
  }
}

function toStatus(status: BigIntStats): FileStatus {
  const kind = status.isFile() ? 'file' : status.isDirectory() ? 'directory' : 'other';
  const { dev, ino, size, ctimeNs, mtimeNs } = status;
  return { kind, sizeBytes: Number(size), modifiedMs: Number(mtimeNs / 1_000_000n), changedMs: Number(ctimeNs / 1_000_000n), fingerprint: [dev, ino, size, mtimeNs, ctimeNs].join(':') };
}

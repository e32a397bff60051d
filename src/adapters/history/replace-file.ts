import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file by `text` so that after a crash or a power failure it holds either the old text or the new one: written beside it,
 * flushed, renamed, and the directory flushed. Throws what node:fs throws (ENOSPC, EROFS, …); the old file is then as it was.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.new`;
  try {
    rmSync(temporary, { force: true });
    const descriptor = openSync(temporary, 'wx', 0o644);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  flushDirectory(dirname(path));
}

/** Writes a directory's names to the disk. */
export function flushDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What is to be told is why the write failed.
  }
}

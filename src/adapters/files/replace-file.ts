import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Permissions of a file that is made, and of missing folders on the way to it; null: they are not made. */
export interface Modes {
  readonly file: number;
  readonly folders: number | null;
}

/** Everybody may read what the helper keeps. */
const PUBLIC: Modes = { file: 0o644, folders: 0o755 };
/** What a person keeps is their own. */
export const PRIVATE: Modes = { file: 0o600, folders: 0o700 };

/**
 * Replaces a file by `text` so that a reader, and whoever comes after a crash or a power failure, finds the old text or the new one:
 * written beside it, flushed, renamed, and the directory flushed; rename(2), fsync(2).
 * Throws what node:fs throws (ENOSPC, EROFS, …); the old file is then as it was.
 */
export function replaceFile(path: string, text: string, modes: Modes = PUBLIC): void {
  const temporary = `${path}.new`;
  if (modes.folders !== null) mkdirSync(dirname(path), { recursive: true, mode: modes.folders });
  try {
    rmSync(temporary, { force: true });
    const descriptor = openSync(temporary, 'wx', modes.file);
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

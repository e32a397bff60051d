import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
 * written beside it, flushed, renamed, and the directory flushed; rename(2), fsync(2). The file beside it is `<path>.<pid>.new`: two
 * processes that write at once do not share one, the later whole text stays, and what a killed one left is removed by the next.
 * Throws what node:fs throws (ENOSPC, EROFS, …); the old file is then as it was. EEXIST: somebody else writes under our name.
 */
export function replaceFile(path: string, text: string, modes: Modes = PUBLIC): void {
  const temporary = `${path}.${process.pid}.new`;
  if (modes.folders !== null) mkdirSync(dirname(path), { recursive: true, mode: modes.folders });
  removeLeftOvers(path);
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

/** What processes that were killed had begun; on a full disk it may be what is in the way. */
function removeLeftOvers(path: string): void {
  const start = `${basename(path)}.`;
  for (const name of namesIn(dirname(path))) {
    const [, pid] = (name.startsWith(start) && /^(\d+)\.new$/.exec(name.slice(start.length))) || [];
    if (pid !== undefined && !isRunning(Number(pid))) removeQuietly(join(dirname(path), name));
  }
}

/** Whoever cannot look is told why by the write itself. */
function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** kill(2) with signal 0; somebody else's process runs as well. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What is to be told is why the write failed.
  }
}

import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';
import type { StateError } from '../../ports/state-error.ts';
import { flushDirectory, type Modes, replaceFile } from './replace-file.ts';

/** Nothing that we keep is larger. */
const MAX_BYTES = 1024 * 1024;
/** Damaged files that are kept; the last place is used again and again. */
const MOST_ASIDE = 5;
/** systemd makes the directory; where it is missing, something is wrong that should be told. */
const MODES: Modes = { file: 0o644, folders: null };

/** Reads a file of ours; `changedMs`: when it was last written. `absent` where there is none; damaged also where it is no file, or larger than any of ours. */
export function readState<T>(path: string, parse: (text: string, changedMs: number) => Result<T, string>, absent: T): Result<T, StateError> {
  let read: { readonly text: string; readonly changedMs: number };
  try {
    read = readBounded(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(absent);
    return err({ kind: code === undefined ? 'damaged' : kindOf(code), path, detail: message });
  }
  const parsed = parse(read.text, read.changedMs);
  return parsed.ok ? parsed : err({ kind: 'damaged', path, detail: parsed.error });
}

/** Replaces it whole or not at all. */
export function writeState(path: string, text: string): Result<null, StateError> {
  return attemptState(path, () => replaceFile(path, text, MODES));
}

/** Moves a damaged file out of the way, to a place of its own beside it; the value is that place. A few are kept. */
export function keepStateAside(path: string): Result<string, StateError> {
  const places = Array.from({ length: MOST_ASIDE }, (_, at) => `${path}.corrupt-${at + 1}`);
  const place = places.find((one) => !existsSync(one)) ?? `${path}.corrupt-${MOST_ASIDE}`;
  const moved = attemptState(path, () => {
    rmSync(place, { force: true, recursive: true });
    renameSync(path, place);
    flushDirectory(dirname(path));
  });
  return moved.ok ? ok(place) : moved;
}

/** What node:fs throws becomes an error of our own. */
export function attemptState(path: string, work: () => void): Result<null, StateError> {
  try {
    work();
    return ok(null);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return err({ kind: kindOf(code ?? ''), path, detail: message });
  }
}

function readBounded(path: string): { readonly text: string; readonly changedMs: number } {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw new Error('it is no file');
    if (status.size > MAX_BYTES) throw new Error('it is far too large');
    return { text: readFileSync(descriptor, 'utf8'), changedMs: status.mtimeMs };
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(code: string): StateError['kind'] {
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed';
}

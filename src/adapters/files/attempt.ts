import { readdirSync } from 'node:fs';
import { err, ok, type Result } from '../../core/result.ts';

/** Why files could not be changed: rights, or anything else; `detail` in the system's words. */
export interface FilesError {
  readonly kind: 'denied' | 'failed';
  readonly detail: string;
}

/** Changes files; what the system throws becomes an error. */
export function attempt(work: () => void): Result<null, FilesError> {
  try {
    work();
    return ok(null);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return err({ kind: code === 'EACCES' || code === 'EPERM' ? 'denied' : 'failed', detail: message });
  }
}

/** What is in a folder, in order; empty where there is none. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // not there
  }
}

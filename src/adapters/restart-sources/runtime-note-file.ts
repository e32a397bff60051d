import { readFileSync, truncateSync } from 'node:fs';
import { err, ok, type Result } from '../../core/result.ts';
import { replaceFile } from '../files/replace-file.ts';
import type { RuntimeNote } from '../../ports/restart-source.ts';

/** systemd's RuntimeDirectory=quick-restart; it is gone after a restart, and so is every note. */
export const RUNTIME_NOTES = {
  /** What needrestart and needs-restarting said last. */
  scanned: '/run/quick-restart/scanned.json',
  /** What PackageKit asked for since the start. */
  packageKit: '/run/quick-restart/package-kit.json',
  /** What the helper told its clients last. */
  told: '/run/quick-restart/told.json',
} as const;

const MAX_BYTES = 1024 * 1024;

/** A note as a small file, replaced as a whole. */
export class RuntimeNoteFile implements RuntimeNote {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  read(): ReturnType<RuntimeNote['read']> {
    try {
      const text = readFileSync(this.#file, 'utf8');
      return text.length > MAX_BYTES ? { kind: 'unreadable' } : { kind: 'text', text };
    } catch (error) {
      return { kind: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'unreadable' };
    }
  }

  write(text: string): Result<null, string> {
    try {
      replaceFile(this.#file, text);
      return ok(null);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      // Somebody else is writing: what they put there is not to be emptied.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return err(detail);
      return err(`${detail}${emptied(this.#file) ? '' : ', nor could the old one be emptied'}`);
    }
  }
}

/** Needs no space on a full disk, so it mostly works where writing does not. */
function emptied(file: string): boolean {
  try {
    truncateSync(file, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

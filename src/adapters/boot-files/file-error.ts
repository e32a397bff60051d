import type { FileError } from '../../ports/boot-files.ts';

const KINDS: Readonly<Record<string, FileError['kind']>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
};

/** The FileError for an error that node:fs threw (errno(3) by name). */
export function toFileError(path: string, error: unknown): FileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { kind: KINDS[code] ?? 'unreadable', path, detail: error instanceof Error ? error.message : String(error) };
}

import type { Result } from './result.ts';

/** Why a file could not be read; `path` is the path that was asked for. */
export interface FileError {
  readonly kind: 'missing' | 'denied' | 'too-large' | 'not-a-file' | 'unreadable';
  readonly path: string;
  /** The system's own words, for the log. */
  readonly detail: string;
}

/** What `stat` says of a file, symbolic links followed. */
export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** When contents or attributes changed last; unlike `modifiedMs` nobody can set it. Milliseconds since 1970. */
  readonly changedMs: number;
  /** Identity of the file's contents as far as the system tells: device, inode, size, times of modification and of change in nanoseconds. */
  readonly fingerprint: string;
}

/** A text file; `validUtf8` is false where bytes had to be replaced by U+FFFD. */
export interface TextFile {
  readonly text: string;
  readonly validUtf8: boolean;
}

/** Read-only, synchronous access to the files of one system, as the readers of boot configurations need it. */
export interface ConfigFiles {
  /** Reads a whole regular file. Errors: all kinds; `too-large` above `maxBytes`. */
  readText(path: string, maxBytes: number): Result<TextFile, FileError>;
  /** Reads up to `lengthBytes` from `offset`; shorter at the end of the file. */
  readRange(path: string, offset: number, lengthBytes: number): Result<Uint8Array, FileError>;
  stat(path: string): Result<FileStatus, FileError>;
  /** Names in a directory, sorted by code unit, without `.` and `..`. */
  list(path: string): Result<readonly string[], FileError>;
  /** The path with every symbolic link resolved, as that system sees it; the last part must exist. */
  realPath(path: string): Result<string, FileError>;
}

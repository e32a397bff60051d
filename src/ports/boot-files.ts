import type { ConfigFiles, FileError } from '../core/config-files.ts';
import type { Result } from '../core/result.ts';

export type { FileError, FileStatus, TextFile } from '../core/config-files.ts';

/**
 * Read-only, synchronous access to the files of one system, below one root directory.
 * Paths are absolute as that system sees them; symbolic links never lead out of the root.
 */
export interface BootFiles extends ConfigFiles {
  /** `/`, or the directory given by --root. */
  readonly root: string;
  /** Where the file is on the running system, links resolved inside the root: what kexec is given. */
  hostPath(path: string): Result<string, FileError>;
}

import type { FileSystem } from '../core/file-systems.ts';

/** The file systems of one system: of the running one, or of the directory given by --root (from its own fstab). */
export interface FileSystems {
  /** Mounted file systems, innermost mount last. Never fails: what cannot be read is absent. */
  read(): readonly FileSystem[];
}

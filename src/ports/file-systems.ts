import type { FileSystem } from '../core/file-systems.ts';

/** The file systems of one system: of the running one, or of the directory given by --root (from its own fstab). */
export interface FileSystems {
  /** Mounted file systems in mount order. Never fails: what cannot be read is absent. */
  read(): readonly FileSystem[];
  /** A file system with this UUID or label exists, mounted or not. */
  has(by: 'uuid' | 'label', value: string): boolean;
}

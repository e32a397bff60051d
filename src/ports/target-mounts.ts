import type { Result } from '../core/result.ts';

/** A mount of this process's namespace; proc_pid_mountinfo(5). */
export interface TargetMount {
  readonly mountPoint: string;
  readonly type: string;
  /** Device or another name of what is mounted. */
  readonly source: string;
  /** A file system on a block device that may be written to through some mount. */
  readonly writableDisk: boolean;
}

/** What keeps a file system busy. */
export type Holder =
  /** `path`: what the process has open, mapped, or as its directory. */
  | { readonly kind: 'process'; readonly pid: number; readonly name: string; readonly path: string }
  /** A loop device or a swap file; `name`: the device, empty for swap. */
  | { readonly kind: 'loop' | 'swap'; readonly name: string; readonly path: string };

/** The file systems that are mounted below a directory, for taking them away. */
export interface TargetMounts {
  /** Those at the directory and below, in the order in which they can be unmounted. Error: the system's words. */
  read(directory: string): Result<readonly TargetMount[], string>;
  /** File systems on block devices that are mounted for writing anywhere. Error: the system's words. */
  writableDisks(): Result<readonly TargetMount[], string>;
  /** Who uses files at or below the directory. What may not be looked at is left out. */
  holders(directory: string): readonly Holder[];
  /** Unmounts it here, and in other mount namespaces that follow this one; never what is mounted outside of `directory`. Error: the system's words. */
  unmount(mount: TargetMount, directory: string): Promise<Result<null, string>>;
  /** sync(2): everything that was written is on its disk. Error: the system's words. */
  sync(): Promise<Result<null, string>>;
}

import type { Result } from '../result.ts';

/** What a file on one of the boot loader's devices is; times in milliseconds since 1970. */
export interface GrubFileStatus {
  readonly kind: 'file' | 'directory' | 'other';
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** By what `search` looks for a device (GRUB manual, search). */
export type GrubSearchKind = 'fs-uuid' | 'label' | 'file';

/** What `probe` can be asked about a device (GRUB manual, probe). */
export type GrubProbeKind = 'driver' | 'partmap' | 'fs' | 'fs-uuid' | 'label' | 'part-uuid';

/**
 * The machine as the boot loader sees it: devices under GRUB's names and the files on them. Device names are opaque
 * (`hd0,gpt2`, `lvm/vg-root`, or whatever `search` answers) and come without parentheses; paths start with `/` at the
 * top of the device's file system.
 */
export interface GrubHost {
  /** GRUB's platform: `pc`, `efi`, `xen`, `ieee1275`, `emu`, … */
  readonly platform: string;
  /** GRUB's processor: `i386`, `x86_64`, `arm64`, … */
  readonly cpu: string;
  /** The device and directory of `$prefix`, for example the device of /boot and `/boot/grub`. */
  readonly prefixDevice: string;
  readonly prefixPath: string;
  /** This GRUB leaves `\xHH` in words of a command line as it stands, as the builds of Fedora and openSUSE do. */
  readonly keepsHexEscapes?: boolean;
  /**
   * This GRUB looks for the default among the ids, then among the titles, and takes it for a number only where it is
   * nothing else, as the builds of Fedora and RHEL do; others take what starts with digits for a number.
   */
  readonly idsComeFirst?: boolean;
  /** The first device that matches, tried in the order of the hints; null where there is none. */
  search(by: GrubSearchKind, value: string, hints: readonly string[]): string | null;
  /** Null where the device is unknown or the file does not exist. */
  stat(device: string, path: string): GrubFileStatus | null;
  readText(device: string, path: string): Result<string, 'missing' | 'unreadable' | 'too-large'>;
  /** Where the path is on the running system, whether or not a file is there; null where the device is unknown. */
  systemPath(device: string, path: string): string | null;
  hasDevice(name: string): boolean;
  /** Null where the device is unknown or has no such property. */
  probe(device: string, what: GrubProbeKind): string | null;
  /** Names in a directory, without `.` and `..`; `missing` where the device is unknown, too. */
  list(device: string, path: string): Result<readonly string[], 'missing' | 'unreadable'>;
}

/** A place in one of the boot loader's file systems. */
export interface GrubPath {
  readonly device: string;
  readonly path: string;
}

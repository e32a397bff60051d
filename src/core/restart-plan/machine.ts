import type { Detail } from '../sentence.ts';

/** What the running kernel and its settings say about kexec. `null` means: could not be found out. */
export interface KexecFacts {
  /** kexec(8) is installed; null path where it is not. */
  readonly tool: string | null;
  /** CONFIG_KEXEC_FILE / CONFIG_KEXEC of the running kernel. */
  readonly fileLoad: boolean | null;
  readonly classicLoad: boolean | null;
  /** /proc/sys/kernel/kexec_load_disabled is 1. */
  readonly loadDisabled: boolean | null;
  /** /sys/kernel/kexec_loaded is 1. */
  readonly loaded: boolean | null;
}

/** Kernel lockdown, /sys/kernel/security/lockdown (kernel_lockdown(7)). */
export type Lockdown = 'none' | 'integrity' | 'confidentiality' | 'unknown';

/** A package manager that is changing the system now. */
export interface BusyPackageManager {
  /** `dpkg`, `rpm`, `pacman`, … */
  readonly name: string;
  /** Process that holds the lock, where it could be found out. */
  readonly pid: number | null;
}

/** The running system, read once and passed to the plan. */
export interface Machine {
  /** `uname -r` */
  readonly kernelRelease: string;
  /** `uname -m` */
  readonly architecture: string;
  /** /proc/cmdline without its line end. */
  readonly commandLine: string;
  readonly kexec: KexecFacts;
  readonly lockdown: Lockdown;
  /** null where no package manager's lock could be read. */
  readonly busyPackageManagers: readonly BusyPackageManager[] | null;
  /** Runs in a container, which cannot restart the machine; systemd-detect-virt(1). */
  readonly container: boolean;
}

/** What was found where an entry names its kernel image. */
export type KernelImageState =
  | ({ readonly kind: 'valid'; readonly release: string | null; readonly architecture: string | null; readonly sizeBytes: number } & KernelImageMore)
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly detail: Detail }
  | InvalidFile;

/** What some formats of kernel images say and others do not. */
export interface KernelImageMore {
  /** A compressed image, whose end shows only to who unpacks it, so a truncated one would look the same. */
  readonly endUnseen?: boolean;
  /** Whether what kexec is given carries a signature; absent where that shows only when it is unpacked. */
  readonly signed?: boolean;
  /** Memory that the kernel takes when it starts; absent where the image does not state it. */
  readonly memoryBytes?: number;
  /** It holds initrds as well, and both are taken out of it for kexec. */
  readonly unified?: true;
}

/** What was found where an entry names an initrd. */
export type InitrdState =
  /** `endUnseen`: the format shows its end only to who unpacks it (LZMA), so a truncated file would look the same. */
  | { readonly kind: 'valid'; readonly sizeBytes: number; readonly endUnseen?: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly detail: Detail }
  | InvalidFile;

/**
 * A file that is not what it should be; `detail` says what it is instead, to be read after a colon.
 * `truncated`: it is the right thing and its end is missing or was never written, so no boot loader could start it either.
 */
export interface InvalidFile {
  readonly kind: 'invalid';
  readonly detail: Detail;
  readonly truncated?: boolean;
}

/** The files of one entry as they are on disk now. */
export interface EntryFiles {
  readonly kernel: KernelImageState;
  readonly initrds: readonly { readonly path: string; readonly state: InitrdState; readonly modifiedMs?: number | undefined }[];
  /** When the kernel image was changed last, as an initrd's own; absent where that was not looked at. */
  readonly kernelModifiedMs?: number | undefined;
}

import type { Said } from '../said.ts';

/** What a boot entry was read from. */
export interface EntrySource {
  readonly kind: 'grub' | 'bls' | 'uki' | 'extlinux' | 'nixos' | 'scan';
  /** Path as seen on the running system, or inside the directory given by --root. */
  readonly file: string;
  /** Line of the entry in `file`, from 1; 0 where lines mean nothing. */
  readonly line: number;
}

/** Why an entry cannot be quick-restarted; closed. */
export type EntryProblemKind =
  | 'not-linux' // memtest, another system, firmware setup, chainloader: no `linux` command
  | 'multiboot' // Xen and the like: a multiboot image with modules
  | 'kernel-missing'
  | 'kernel-unreadable'
  | 'kernel-invalid' // not a kernel image, or truncated
  | 'kernel-architecture'
  | 'initrd-missing'
  | 'initrd-unreadable'
  | 'initrd-invalid' // truncated or of no known format
  | 'devicetree' // the entry wants its own device tree, which kexec_file_load cannot pass
  | 'device-unknown' // the boot loader's device could not be found on this system
  | 'encoding' // not valid UTF-8, so the command line could not be passed on exactly
  | 'evaluation'; // the boot loader's script could not be evaluated far enough to trust this entry

/** One reason why an entry is not fit for a quick restart, in one sentence for a person. */
export interface EntryProblem extends Said {
  readonly kind: EntryProblemKind;
}

/**
 * A boot entry as its configuration states it, before the kernel image and the initrds were looked at.
 * Every reader of a boot configuration makes these.
 */
export interface BootEntryDraft {
  /** Unique among the entries of a machine: GRUB's ids joined with `>`, a loader entry id, or a path. */
  readonly id: string;
  readonly title: string;
  /** Titles of the submenus around the entry, outermost first. */
  readonly titlePath: readonly string[];
  readonly source: EntrySource;
  /** Kernel image; null where the entry has none. */
  readonly kernel: string | null;
  /** Initrds in the order in which the boot loader concatenates them. */
  readonly initrds: readonly string[];
  readonly devicetree: string | null;
  /** What the kernel gets, without the `BOOT_IMAGE=` that GRUB prepends at boot. */
  readonly commandLine: string;
  /** An ordinary restart now would boot this entry. */
  readonly default: boolean;
  /** The boot loader asks for a superuser's password before it boots this entry. */
  readonly restricted: boolean;
  readonly problems: readonly EntryProblem[];
}

/** A boot entry with what its files say. The `list --json` contract prints exactly these fields. */
export interface BootEntry extends BootEntryDraft {
  /** `uname -r` of the kernel image, from its own header, else (arm64, compressed images) from its name; null where unknown. */
  readonly kernelRelease: string | null;
  /** `uname -m` of the machine that the image runs on; null where unknown. */
  readonly architecture: string | null;
  /** The running kernel came from this entry: same release, same command line. */
  readonly running: boolean;
  /** Booting it can give a root shell without a password: see recovery.ts. */
  readonly recovery: boolean;
  /** No problems: the entry can be loaded with kexec. */
  readonly quickRestart: boolean;
}

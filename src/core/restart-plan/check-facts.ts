/** What the checks of an entry and of the machine it runs on are given beside Machine and EntryFiles; read for a plan only. */
export interface CheckFacts {
  readonly signatures: SignatureFacts;
  readonly memory: MemoryFacts | null;
  readonly modules: KernelModules;
  /** File systems with kernel image or initrds of the entry; null where no space could be read. */
  readonly bootSpace: readonly BootSpace[] | null;
  readonly hypervisor: HypervisorFacts;
  /** An upgrade of ostree's waits for the end of this boot, which finishes it; null where the system is none of ostree's, or is not the running one. */
  readonly stagedUpgrade: boolean | null;
}

/** What makes the running kernel ask for a signature. Each is null where it could not be found out. */
export interface SignatureFacts {
  /** UEFI variable SecureBoot is 1; false also on a machine without UEFI. */
  readonly secureBoot: boolean | null;
  /** CONFIG_KEXEC_SIG: kexec_file_load(2) looks at signatures at all. */
  readonly checked: boolean | null;
  /** CONFIG_KEXEC_SIG_FORCE: it refuses an image without a good one in any case. */
  readonly forced: boolean | null;
  /** CONFIG_IMA_ARCH_POLICY: it does so under Secure Boot. */
  readonly forcedBySecureBoot: boolean | null;
}

/** proc_meminfo(5). */
export interface MemoryFacts {
  /** MemAvailable: what programs can get without anything being swapped out. */
  readonly availableBytes: number;
  readonly swapFreeBytes: number;
}

/**
 * The modules of the entry's kernel: a folder with modules.dep, or without that index, or none.
 * `needed`: that kernel was built with modules; null where its configuration is nowhere to be read.
 */
export type KernelModules =
  | { readonly kind: 'there' }
  | { readonly kind: 'no-index' | 'missing'; readonly path: string; readonly needed: boolean | null }
  | { readonly kind: 'unknown' };

/** Free space of one file system that is written to, with the files of the entry that lie there. */
export interface BootSpace {
  /** Directory of the first of them. */
  readonly directory: string;
  readonly freeBytes: number;
  readonly paths: readonly string[];
}

/** What the machine runs on; each null where it is not stated. */
export interface HypervisorFacts {
  /** Xen's own domain, which drives the hardware; null where /sys could not be read. */
  readonly xenDom0: boolean | null;
  /** SMBIOS: /sys/class/dmi/id. */
  readonly vendor: string | null;
  readonly product: string | null;
  readonly chassisAssetTag: string | null;
}

/** A program that makes initrds at this moment. */
export interface RunningTool {
  readonly name: string;
  readonly pid: number;
}

/** What the restart manager says of other people and of programs that block a restart; null where it did not say. */
export interface PeopleFacts {
  readonly blocking: readonly { readonly who: string; readonly why: string }[] | null;
  readonly otherPeople: readonly string[] | null;
}

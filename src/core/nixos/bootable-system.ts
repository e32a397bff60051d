/** What a system of NixOS says about its boot; paths as written, links not yet followed. */
export interface BootableSystem {
  /** Where it says so, for messages. */
  readonly file: string;
  readonly label: string;
  readonly kernel: string;
  /** Null where the system boots without one. */
  readonly initrd: string | null;
  /** A program that adds secrets to the boot loader's copy of the initrd; null where there is none. */
  readonly initrdSecrets: string | null;
  readonly init: string;
  readonly kernelParameters: string;
  readonly devicetree: string | null;
  /** The file was not plain UTF-8. */
  readonly garbled: boolean;
  readonly specialisations: readonly (readonly [name: string, system: BootableSystem])[];
}

/** Bounds on what one system may say. */
export const LIMITS = { jsonBytes: 4 * 1024 * 1024, textBytes: 64 * 1024, generations: 2_000, specialisations: 200 } as const;

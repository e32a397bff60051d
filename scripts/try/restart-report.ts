/** The parts of one restart in ms; together they are the time from the decision to services up. */
export interface RestartParts {
  /** From the decision to the jump: kexec's last words, or the machine's reset. Planning and loading included. */
  readonly shutdownMs: number;
  /** From there to the first tick of the next kernel's clock: firmware, boot loader, unpacking the kernel. */
  readonly firmwareMs: number;
  /** From there to systemd's start on the root file system. */
  readonly kernelMs: number;
  /** From there to the last job of the boot. */
  readonly servicesMs: number;
}

/** What one restart did, as seen from outside the machine and from inside the next boot. */
export interface RestartReport {
  readonly parts: RestartParts;
  /** How long the command that asked for the restart took to answer; null where the restart was faster. */
  readonly requestMs: number | null;
  readonly requestOutput: string;
  /** How often the firmware started, and how often the machine was reset. */
  readonly firmwareStarts: number;
  readonly resets: number;
  readonly bootIdBefore: string;
  readonly bootId: string;
  readonly kernelRelease: string;
  readonly commandLine: string;
  /** Boot ids in which the witness service was stopped. */
  readonly witnessed: readonly string[];
  /** What the check of the root file system said (fsck.log of the initrd). */
  readonly fileSystemCheck: string;
  /** Lines of the kernel log that tell of a journal that had to be recovered. */
  readonly recoveries: readonly string[];
  /** Lines of polkit's journal, both boots, that tell of an authentication agent or of a password. */
  readonly passwordPrompts: readonly string[];
}

/** Sum of the parts. */
export function totalMs(parts: RestartParts): number {
  return parts.shutdownMs + parts.firmwareMs + parts.kernelMs + parts.servicesMs;
}

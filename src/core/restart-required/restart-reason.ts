import type { Said } from '../said.ts';

/** Why a restart is required; closed. */
export type RestartReasonKind =
  | 'modules-gone' // kernel: /lib/modules/<running release> was removed
  | 'kernel-superseded' // kernel: a newer kernel than the running one is installed
  | 'kernel-updated' // kernel: its files were replaced under the same release, or another NixOS generation was activated
  | 'boot-chain' // firmware, microcode or boot loader were updated
  | 'libraries' // libraries or services that run in their old version
  | 'requested'; // a package asked for it

/** How sure a reason is: `sure` needs a restart, and a restart ends it; `likely` may need none, or may outlive it. */
export type RestartConfidence = 'sure' | 'likely';

/** Who says so; closed. */
export type RestartSourceId =
  | 'running-kernel' // compared with the installed ones
  | 'required-file' // /run/reboot-required, /run/reboot-needed
  | 'nixos' // /run/booted-system
  | 'package-kit' // RequireRestart on the system bus
  | 'needrestart' // needrestart(1)
  | 'needs-restarting'; // dnf-needs-restarting(8)

/** One reason, in one sentence for a person. */
export interface RestartReason extends Said {
  readonly kind: RestartReasonKind;
  /** Packages that asked for it, at most MAX_PACKAGES; empty where unknown. */
  readonly packages: readonly string[];
  /** How many packages more asked for it. */
  readonly morePackages: number;
  /** Since when it stands, milliseconds since the epoch; null where unknown. */
  readonly sinceMs: number | null;
  readonly confidence: RestartConfidence;
  /** Who said so, each once. */
  readonly sources: readonly RestartSourceId[];
}

/** What goes over the bus for each reason is bounded, whatever a list on disk holds. */
export const MAX_PACKAGES = 50;

/** Whether the machine should restart: a reason that may outlive a restart must not ask for one again and again (decision 0013). */
export function isRestartRequired(reasons: readonly Pick<RestartReason, 'confidence'>[]): boolean {
  return reasons.some((reason) => reason.confidence === 'sure');
}

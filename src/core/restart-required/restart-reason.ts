/** Why a restart is required; closed. */
export type RestartReasonKind =
  | 'requested' // /run/reboot-required, with the packages that asked
  | 'kernel-superseded' // the default entry starts a newer kernel than the running one
  | 'modules-gone'; // /lib/modules/<running release> was removed

/** One reason, in one sentence for a person. */
export interface RestartReason {
  readonly kind: RestartReasonKind;
  readonly message: string;
  /** Packages that asked for it; empty where unknown. */
  readonly packages: readonly string[];
}

import { isNewerRelease } from '../kernel/release-order.ts';
import type { RestartReason } from './restart-reason.ts';

/** What the system says about restarts, read once. */
export interface RestartFacts {
  /** /run/reboot-required and the packages in /run/reboot-required.pkgs; Debian policy 9.12. */
  readonly requiredFile: { readonly present: boolean; readonly packages: readonly string[] };
  /** `uname -r` */
  readonly runningRelease: string;
  /** Kernel release of the entry that an ordinary restart would start; null where unknown. */
  readonly defaultRelease: string | null;
  /** /lib/modules/<running release> exists. */
  readonly modulesPresent: boolean;
}

/** Why this machine should restart, most pressing first; empty where it need not. */
export function restartReasons(facts: RestartFacts): readonly RestartReason[] {
  return [modulesGone(facts), kernelSuperseded(facts), requested(facts)].filter((reason) => reason !== null);
}

/** Without its modules the running kernel cannot start a device that is plugged in from now on. */
function modulesGone({ modulesPresent, runningRelease }: RestartFacts): RestartReason | null {
  if (modulesPresent) return null;
  return { kind: 'modules-gone', message: `The modules of the running kernel ${runningRelease} were removed; new devices may not work until a restart.`, packages: [] };
}

function kernelSuperseded({ runningRelease, defaultRelease }: RestartFacts): RestartReason | null {
  if (defaultRelease === null || !isNewerRelease(defaultRelease, runningRelease)) return null;
  return { kind: 'kernel-superseded', message: `A restart brings the newer kernel ${defaultRelease}; ${runningRelease} is running.`, packages: [] };
}

function requested({ requiredFile: { present, packages } }: RestartFacts): RestartReason | null {
  if (!present) return null;
  const message = packages.length === 0 ? 'An update asked for a restart and did not say which.' : `Updates of these packages take a restart: ${packages.join(', ')}.`;
  return { kind: 'requested', message, packages };
}

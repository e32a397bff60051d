import { flavourOf } from '../kernel/flavour.ts';
import { compareKernelReleases, isNewerRelease } from '../kernel/release-order.ts';
import { say } from '../sentence.ts';
import { statement, type RestartStatement } from './restart-statement.ts';

/** The running kernel and those that could run in its place. */
export interface RunningKernelFacts {
  /** `uname -r` */
  readonly runningRelease: string;
  /** Kernel release of the entry that an ordinary restart would start; null where unknown. */
  readonly defaultRelease: string | null;
  /** Releases of every kernel that is there and could be started, recovery entries left out. */
  readonly installedReleases: readonly string[];
  /** /lib/modules/<running release> exists; null for a kernel that has no modules at all. */
  readonly modulesPresent: boolean | null;
  /** Since when a release is installed, milliseconds since the epoch. */
  readonly installedSince: (release: string) => number | null;
}

/**
 * What the running kernel itself says about a restart. `sure` only where an ordinary restart would end it: a newer kernel that the
 * boot loader does not start would be newer after the restart too.
 */
export function runningKernelStatements(facts: RunningKernelFacts): readonly RestartStatement[] {
  return [...modulesGone(facts), ...superseded(facts)];
}

/** Without its modules the running kernel cannot start a device that is plugged in from now on. */
function modulesGone({ runningRelease, defaultRelease, modulesPresent }: RunningKernelFacts): readonly RestartStatement[] {
  if (modulesPresent !== false) return [];
  const message = say('The modules of the running kernel {release} were removed; new devices may not work until a restart.', { release: runningRelease });
  const ends = defaultRelease !== null && defaultRelease !== runningRelease;
  return [statement('modules-gone', 'running-kernel', { message, confidence: ends ? 'sure' : 'likely' })];
}

function superseded({ runningRelease, defaultRelease, installedReleases, installedSince }: RunningKernelFacts): readonly RestartStatement[] {
  if (defaultRelease !== null && isNewerRelease(defaultRelease, runningRelease)) {
    const message = say('A restart brings the newer kernel {newest}; {running} is running.', { newest: defaultRelease, running: runningRelease });
    return [statement('kernel-superseded', 'running-kernel', { message, sinceMs: installedSince(defaultRelease) })];
  }
  const newest = newestOfFlavour(installedReleases, flavourOf(runningRelease));
  if (newest === null || !isNewerRelease(newest, runningRelease)) return [];
  const kernels = { newest, running: runningRelease };
  const message =
    defaultRelease === null
      ? say('The newer kernel {newest} is installed and {running} is running, but what the boot loader starts is not known. To start it: quick-restart now {newest}', kernels)
      : say('The newer kernel {newest} is installed and {running} is running, but the boot loader starts {started}. To start it: quick-restart now {newest}', { ...kernels, started: defaultRelease });
  return [statement('kernel-superseded', 'running-kernel', { message, confidence: 'likely', sinceMs: installedSince(newest) })];
}

function newestOfFlavour(releases: readonly string[], flavour: string): string | null {
  const own = releases.filter((release) => flavourOf(release) === flavour);
  return own.reduce<string | null>((newest, one) => (newest === null || compareKernelReleases(one, newest) > 0 ? one : newest), null);
}

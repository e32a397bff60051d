import type { ConfigFiles } from '../../core/config-files.ts';
import { runningKernelStatements } from '../../core/restart-required/running-kernel.ts';
import { plausibleTime, type RestartStatement } from '../../core/restart-required/restart-statement.ts';
import type { RestartContext, RestartSource } from '../../ports/restart-source.ts';

const MODULES = ['/lib/modules', '/usr/lib/modules'];

/** The running kernel against the boot loader's entries and /lib/modules. In a container the kernel is the host's: nothing is said. */
export class RunningKernelSource implements RestartSource {
  readonly #files: ConfigFiles;

  constructor(files: ConfigFiles) {
    this.#files = files;
  }

  read({ machine, entries, nowMs }: RestartContext): readonly RestartStatement[] {
    if (machine.container) return [];
    const startable = entries.filter((entry) => entry.quickRestart && !entry.recovery);
    return runningKernelStatements({
      runningRelease: machine.kernelRelease,
      defaultRelease: entries.find((entry) => entry.default)?.kernelRelease ?? null,
      installedReleases: [...new Set(startable.map((entry) => entry.kernelRelease).filter((release) => release !== null))],
      modulesPresent: this.#modulesPresent(machine.kernelRelease),
      installedSince: (release) => this.#installedSince(release, nowMs),
    });
  }

  /** A kernel built without modules has no /proc/modules. */
  #modulesPresent(release: string): boolean | null {
    if (MODULES.some((directory) => this.#files.stat(`${directory}/${release}`).ok)) return true;
    return this.#files.stat('/proc').ok && !this.#files.stat('/proc/modules').ok ? null : false;
  }

  /** depmod(8) writes this file when a kernel is installed; the image itself carries the time of its build. */
  #installedSince(release: string, nowMs: number): number | null {
    for (const directory of MODULES) {
      const written = this.#files.stat(`${directory}/${release}/modules.dep`);
      if (written.ok) return plausibleTime(written.value.modifiedMs, nowMs);
    }
    return null;
  }
}

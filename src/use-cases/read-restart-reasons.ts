import type { Machine } from '../core/restart-plan/machine.ts';
import type { RestartReason } from '../core/restart-required/restart-reason.ts';
import { restartReasons } from '../core/restart-required/restart-reasons.ts';
import type { EnginePorts } from './engine-ports.ts';
import { readEntries } from './read-entries/read-entries.ts';

const MARK = '/run/reboot-required'; // Debian policy 9.12; the packages that asked stand in `.pkgs`
const MAX_BYTES = 64 * 1024;

/** Why a restart is required, if it is; what cannot be read counts as no reason. */
export function readRestartReasons(ports: EnginePorts, machine: Machine): readonly RestartReason[] {
  const packages = ports.files.readText(`${MARK}.pkgs`, MAX_BYTES);
  const names = packages.ok ? packages.value.text.split('\n').map((line) => line.trim()) : [];
  const read = readEntries(ports);
  const defaultEntry = read.ok ? read.value.entries.find((entry) => entry.default) : undefined;
  const modules = [`/lib/modules/${machine.kernelRelease}`, `/usr/lib/modules/${machine.kernelRelease}`];
  return restartReasons({
    requiredFile: { present: ports.files.stat(MARK).ok, packages: [...new Set(names.filter((name) => name !== ''))] },
    runningRelease: machine.kernelRelease,
    defaultRelease: defaultEntry?.kernelRelease ?? null,
    modulesPresent: modules.some((path) => ports.files.stat(path).ok),
  });
}

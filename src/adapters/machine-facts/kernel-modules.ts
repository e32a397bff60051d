import { findParameter } from '../../core/kernel/command-line.ts';
import type { KernelModules } from '../../core/restart-plan/check-facts.ts';
import type { BootFiles } from '../../ports/boot-files.ts';
import type { PlannedFiles } from '../../ports/machine-facts.ts';
import { hasModules } from './kernel-config.ts';

const INDEXES = ['modules.dep', 'modules.dep.bin'] as const;

/**
 * Looks for the modules of the entry's kernel in the system that it starts: /lib/modules, which may be a link to /usr; on NixOS those of
 * the system that holds `init=`, with libostree those of the deployment that `ostree=` names. Only names are looked at.
 */
export function readKernelModules(files: BootFiles, { kernelRelease: release, commandLine }: PlannedFiles): KernelModules {
  if (release === null || release.includes('/')) return UNKNOWN;
  const parents = placesOf(commandLine);
  for (const parent of parents) {
    const folder = files.stat(`${parent}/${release}`);
    if (!folder.ok && folder.error.kind !== 'missing') return UNKNOWN;
    if (!folder.ok) continue;
    const path = `${parent}/${release}`;
    if (INDEXES.some((name) => files.stat(`${path}/${name}`).ok)) return { kind: 'there' };
    return { kind: 'no-index', path, needed: hasModules(files, release) };
  }
  const needed = hasModules(files, release);
  // A system that keeps no modules at all has them elsewhere or has none.
  if (needed !== true && !parents.some((parent) => files.stat(parent).ok)) return UNKNOWN;
  return { kind: 'missing', path: `${parents[0] ?? ''}/${release}`, needed };
}

const UNKNOWN: KernelModules = { kind: 'unknown' };

function placesOf(commandLine: string): readonly string[] {
  const init = findParameter(commandLine, 'init')?.value ?? '';
  if (init.startsWith('/nix/store/')) return [`${init.slice(0, init.lastIndexOf('/'))}/kernel-modules/lib/modules`];
  const deployment = findParameter(commandLine, 'ostree')?.value ?? '';
  if (deployment.startsWith('/')) return [`${deployment}/usr/lib/modules`];
  return ['/lib/modules', '/usr/lib/modules'];
}

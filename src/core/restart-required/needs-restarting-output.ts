import { groupPackages, parsePackageList } from './package-names.ts';
import { statement, type RestartStatement } from './restart-statement.ts';

/**
 * Reads the output of `needs-restarting -r` and `dnf needs-restarting -r` in the C locale (dnf-needs-restarting(8); yum-utils): a
 * list of `  * package` and “Reboot is required”. The exit code does not tell: dnf without the plugin exits with 1 as well.
 *
 * @example readNeedsRestarting('  * kernel\n\nReboot is required to fully utilize these updates.\n')[0]?.kind // 'kernel-updated'
 */
export function readNeedsRestarting(output: string): readonly RestartStatement[] {
  if (!/^\s*Reboot is (?:probably )?(?:required|needed)/im.test(output)) return [];
  const marked = Array.from(output.matchAll(/^\s+\*\s+(\S+)/gm), (match) => match[1] ?? '').slice(0, MAX_PACKAGES);
  const groups = groupPackages(parsePackageList(marked.join('\n')).names);
  if (groups.length === 0) return [statement('requested', 'needs-restarting')];
  return groups.map(({ kind, packages }) => statement(kind, 'needs-restarting', { packages }));
}

const MAX_PACKAGES = 5000;

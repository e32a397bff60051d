import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { End, Path } from './path.ts';
import type { Seen } from './walk.ts';

const FILE = join(import.meta.dirname, '../../docs/every-restart-paths.md');

/** Writes docs/every-restart-paths.md from a whole run; `seenOf` must know every path. Gives the file's path. */
export function writeReport(paths: readonly Path[], seenOf: (path: Path) => Seen, accelerator: 'kvm' | 'tcg'): string {
  writeFileSync(FILE, reportOf(paths, seenOf, accelerator));
  return FILE;
}

/** Its text: one line a path, in the order of the suite. */
export function reportOf(paths: readonly Path[], seenOf: (path: Path) => Seen, accelerator: 'kvm' | 'tcg'): string {
  const rows = paths.map((path) => {
    const { end, kernelRelease, seconds } = seenOf(path);
    return `| ${path.way} | ${path.mode} | ${path.given} | ${ENDS[end]} | ${kernelRelease ?? ''} | ${Math.round(seconds)} |`;
  });
  return `${HEAD}
${accelerator === 'tcg' ? 'The processor was emulated, so everything took many times longer than on a real machine.' : 'The processor was a real one (KVM).'}

| way | mode | given | what happened | kernel | seconds |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

const ENDS: Readonly<Record<End, string>> = { quick: '**quick**', ordinary: 'ordinary', off: 'switched off', 'soft-reboot': 'user space only', stays: 'goes on' };

const HEAD = `# Ways into a restart

Written by \`make test-every\`, which walks each of them on a whole machine with Debian 13 (firmware, GRUB, systemd, logind, polkit, kexec and our package, in
QEMU), always from the same saved state, in which a newer kernel waits for its restart. Some: \`make test-every ONLY="systemctl-on"\`; an interrupted run
goes on with \`CONTINUE=1\`. The paths stand in \`test/every/paths.ts\`.

*Quick* means that the firmware did not start; after it and after an ordinary restart e2fsck finds the file system as it should be left, seen from outside at that very
moment. The kernel is the one that the console names, or that runs then; it must be the one that the plan named, with its command line. Seconds are from
the request to the jump, the firmware or the end.
`;

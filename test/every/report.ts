import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestRelease } from '../../scripts/guest/releases.ts';
import type { End, Path } from './path.ts';
import type { Seen } from './walk.ts';

const FILE = join(import.meta.dirname, '../../docs/every-restart-paths.md');

/** What was seen of a path on a release; null where it was not walked, or did not hold. */
export type SeenOn = (release: GuestRelease, path: Path) => Seen | null;

/** Writes docs/every-restart-paths.md from what was seen. Gives the file's path. */
export function writeReport(releases: readonly GuestRelease[], paths: readonly Path[], seenOn: SeenOn, accelerator: 'kvm' | 'tcg'): string {
  writeFileSync(FILE, reportOf(releases, paths, seenOn, accelerator));
  return FILE;
}

/** Its text: one line a path, in the order of the suite, one column a release of which anything was seen. */
export function reportOf(all: readonly GuestRelease[], paths: readonly Path[], seenOn: SeenOn, accelerator: 'kvm' | 'tcg'): string {
  const releases = all.filter((release) => paths.some((path) => seenOn(release, path) !== null));
  const rows = paths.map((path) => `| ${[path.way, path.mode, path.given, ...releases.map((release) => cell(path, release, seenOn(release, path)))].join(' | ')} |`);
  return `${HEAD}
${accelerator === 'tcg' ? 'The processor was emulated, so everything took many times longer than on a real machine. Loading was given 90 s in the place of ten, except where kexec hangs.' : 'The processor was a real one (KVM).'}

| way | mode | given | ${releases.map(({ title }) => title).join(' | ')} |
|---|---|---|${'---|'.repeat(releases.length)}
${rows.join('\n')}
`;
}

function cell({ notIn }: Path, { suite }: GuestRelease, seen: Seen | null): string {
  if (notIn?.suites.includes(suite) === true) return notIn.why;
  if (seen === null) return 'not seen yet';
  const { end, kernelRelease, seconds } = seen;
  return [ENDS[end], ...(kernelRelease === null ? [] : [kernelRelease]), `${Math.round(seconds)} s`].join(', ');
}

const ENDS: Readonly<Record<End, string>> = { quick: '**quick**', ordinary: 'ordinary', off: 'switched off', halt: 'halted', 'soft-reboot': 'user space only', stays: 'goes on' };

const HEAD = `# Ways into a restart

Written by \`make test-every\`, which walks each of them on whole machines with Debian 12, 13 and testing (firmware, GRUB, systemd, logind, polkit, kexec and our
package, in QEMU), always from the same saved state, in which a newer kernel waits for its restart. Some: \`make test-every ONLY="systemctl-on"\`, or
\`RELEASES="bookworm"\`; an interrupted run goes on with \`CONTINUE=1\`. The ways stand in \`test/every/ways.ts\`, each in every
mode, where the plan allows a quick restart and where it refuses one; what else may be in the way stands in \`test/every/paths.ts\`.

*Quick* means that the firmware did not start; after it and after an ordinary restart e2fsck finds the file system as it should be left, seen from outside at that very
moment. The kernel is the one that the console names, or that runs then; it must be the one that the plan named, with its command line. Seconds are from
the request to the jump, the firmware or the end, and hold what the machine did before it restarted. Where programs update the machine they are the real ones.
Where there is no UEFI, logind was told to leave a note of what it is asked for beyond a restart, as it can on machines whose maker has another way for that. *Not seen yet*: not walked with
this version, or not seen as it should be. A release of which nothing was walked has no column.
`;

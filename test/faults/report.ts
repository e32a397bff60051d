import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultOfFamily } from './faults.ts';
import type { RowResult } from './results.ts';

const FILE = join(import.meta.dirname, '../../docs/faults.md');

/** Writes docs/faults.md from a whole run; `resultOf` must know every row. Gives the file's path. */
export function writeReport(faults: readonly FaultOfFamily[], resultOf: (fault: FaultOfFamily) => RowResult, accelerator: 'kvm' | 'tcg'): string {
  writeFileSync(FILE, reportOf(faults, resultOf, accelerator));
  return FILE;
}

/** The text of docs/faults.md: one line a row, in the order of the suite. */
export function reportOf(faults: readonly FaultOfFamily[], resultOf: (fault: FaultOfFamily) => RowResult, accelerator: 'kvm' | 'tcg'): string {
  const survived = faults.filter((fault) => resultOf(fault).holds).length;
  const rows = faults.map((fault) => {
    const { holds, seconds } = resultOf(fault);
    return `| ${fault.id} | ${fault.fault} | ${holds ? fault.outcome : `**did not hold:** ${fault.outcome}`} | ${Math.round(seconds)} |`;
  });
  return `${HEAD}
${survived} of ${faults.length} rows hold. ${SPEED[accelerator]}

| row | fault | outcome | seconds |
|---|---|---|---|
${rows.join('\n')}
`;
}

const SPEED = {
  tcg: 'The processor was emulated, so everything took many times longer than on a real machine.',
  kvm: 'The processor was a real one (KVM).',
} as const;

const HEAD = `# Faults

Written by \`make test-faults\`, which breaks a whole machine on purpose: firmware, GRUB, systemd, logind, polkit, kexec and our package, in QEMU. One row: \`make
test-faults ONLY="kernel-truncated"\`; an interrupted run goes on with \`make test-faults CONTINUE=1\`. The rows stand in \`test/faults/rows/\`.

Each row starts from the same saved state, in which a newer kernel waits for its restart. After the fault, and beside what its row says, all of this must
hold, or the row fails: the machine answers, on a kernel that works, within the row's time; it restarted if and only if the row says so, that way and into that
kernel; the boot found a file system that was unmounted cleanly (after a power cut: one that repairs itself); \`quick-restart status\` says what the kernel says;
\`quick-restart history\` tells of that restart; nothing is loaded that nobody wants, and no file of a load is left; no unit failed; a file that was written with
fsync before the fault is intact, inside and on the disk as seen from outside; and e2fsck finds nothing wrong there after the repair that any boot does.
Seconds are from the saved state to the last of these proofs but the look from outside.
`;

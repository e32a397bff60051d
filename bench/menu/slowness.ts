import { output } from '../../scripts/guest/programs.ts';
import type { Machine } from '../../test/vm/machine/machine.ts';

/** What a restart is made of, in small: the same on both sides, in µs of each one's own clock. */
const WORK: Readonly<Record<string, string>> = {
  'starting programs': 'i=0; while [ $i -lt 200 ]; do /bin/true; i=$((i + 1)); done',
  'computing in the shell': 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done',
  'compressing': 'head -c 8388608 /dev/zero | gzip -9 >/dev/null',
};
const ROUNDS = 3;

/** How many times longer each kind of work takes on the machine than on the computer that runs it; 1 with KVM, or nearly. */
export async function slownessOf({ root }: Machine): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const [name, work] of Object.entries(WORK)) {
    const timed = `for round in ${Array.from({ length: ROUNDS }, (_, index) => index).join(' ')}; do from=$(date +%s%6N); ${work}; echo $(($(date +%s%6N) - from)); done`;
    const least = (said: string): number => Math.min(...said.trim().split('\n').map(Number));
    found[name] = least(await root.read(timed)) / least(await output('sh', ['-c', timed]));
  }
  return found;
}

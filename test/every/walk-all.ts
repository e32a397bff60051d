import { after, before, test } from 'node:test';
import type { WorkingCopy } from '../vm/machine/working-copy.ts';
import type { Path } from './path.ts';
import { EveryStand } from './stand.ts';
import { type Seen, walk } from './walk.ts';

/** Within a suite: a test for each of these paths, all from one saved state of the machine that `start` gives; starts none where there are none. */
export function walkAll(paths: readonly Path[], start: () => Promise<WorkingCopy>, onSeen: (path: Path, seen: Seen) => void = () => undefined): void {
  let stand: EveryStand | null = null;
  before(async () => {
    if (paths.length > 0) stand = await EveryStand.start(await start());
  });
  after(() => stand?.remove());

  for (const path of paths) {
    test(`${path.id}: ${path.way}${path.given === '' ? '' : `, ${path.given}`}, mode ${path.mode}: ${path.end}`, { timeout: 2_400_000 }, async (t) => {
      const seen = await walk(path, stand!, (text) => process.stdout.write(`  ${path.id}: ${text}\n`));
      onSeen(path, seen);
      t.diagnostic(`${seen.seconds.toFixed(1)} s, ${seen.kernelRelease ?? 'kernel not named'}`);
    });
  }
}

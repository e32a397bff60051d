import { after, before, describe, test } from 'node:test';
import type { GuestRelease } from '../../scripts/guest/releases.ts';
import { MACHINES, type MachineKind } from './machines.ts';
import type { Path } from './path.ts';
import { EveryStand } from './stand.ts';
import { type Seen, walk } from './walk.ts';

/** A suite for each kind of machine that these paths need, in which each is a test from one saved state of it. */
export function walkAll(paths: readonly Path[], release: GuestRelease, onSeen: (path: Path, seen: Seen) => void = () => undefined): void {
  for (const kind of Object.keys(MACHINES) as MachineKind[]) {
    const some = paths.filter(({ on = 'plain' }) => on === kind);
    if (some.length > 0) describe(`on a machine ${MACHINES[kind].title}`, () => walkOn(kind, some, release, onSeen));
  }
}

function walkOn(kind: MachineKind, paths: readonly Path[], release: GuestRelease, onSeen: (path: Path, seen: Seen) => void): void {
  let stand: EveryStand | null = null;
  before(async () => {
    const { start, rootStartMiB } = MACHINES[kind];
    stand = await EveryStand.start(await start(release), { rootStartMiB, isRefused: paths.some(({ refused }) => refused === true) });
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

// Every way into a restart, in every mode, on a whole machine; `make test-every`. Writes docs/every-restart-paths.md where all have been walked.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { builtPackage } from '../../scripts/try/guest-packages.ts';
import { accelerator } from '../vm/machine/accelerator.ts';
import { PATHS } from './paths.ts';
import { writeReport } from './report.ts';
import { SeenPaths } from './results.ts';
import { EveryStand } from './stand.ts';
import { walk } from './walk.ts';

const wanted = (process.env['PATHS'] ?? '').split(' ').filter((word) => word !== '');
const unknown = wanted.filter((word) => !PATHS.some(({ id }) => id === word));
if (unknown.length > 0) throw new Error(`there is no path ${unknown.join(', ')}; they are ${PATHS.map(({ id }) => id).join(', ')}`);
await builtPackage();
const seen = new SeenPaths(process.env['CONTINUE'] === '1');
const selected = wanted.length === 0 ? PATHS : PATHS.filter(({ id }) => wanted.includes(id)).sort((one, other) => wanted.indexOf(one.id) - wanted.indexOf(other.id));
const left = selected.filter((path) => seen.of(path) === null);

describe('ways into a restart', { timeout: 4 * 3_600_000 }, () => {
  let stand: EveryStand | null = null;
  before(async () => {
    if (left.length > 0) stand = await EveryStand.start();
  });
  after(async () => {
    await stand?.remove();
    if (PATHS.every((path) => seen.of(path) !== null)) process.stdout.write(`  every way was walked; written: ${writeReport(PATHS, (path) => seen.of(path)!, accelerator().name)}\n`);
  });

  for (const path of left) {
    test(`${path.id}: ${path.way}${path.given === '' ? '' : `, ${path.given}`}, mode ${path.mode}: ${path.end}`, { timeout: 1_200_000 }, async (t) => {
      const found = await walk(path, stand!, (text) => process.stdout.write(`  ${path.id}: ${text}\n`));
      seen.add(path, found);
      t.diagnostic(`${found.seconds.toFixed(1)} s, ${found.kernelRelease ?? 'kernel not named'}`);
    });
  }

  test('every way that was asked for has been walked', () => assert.deepEqual(selected.filter((path) => seen.of(path) === null).map(({ id }) => id), []));
});

// Every way into a restart, in every mode, on whole machines; `make test-every`. Writes docs/every-restart-paths.md where all have been walked on a release.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { GUEST_RELEASES, type GuestRelease } from '../../scripts/guest/releases.ts';
import { builtPackage } from '../../scripts/try/guest-packages.ts';
import { accelerator } from '../vm/machine/accelerator.ts';
import type { Path } from './path.ts';
import { PATHS } from './paths.ts';
import { writeReport } from './report.ts';
import { SeenPaths } from './results.ts';
import { walkAll } from './walk-all.ts';

const paths = chosen('path', PATHS, ({ id }) => id, process.env['PATHS']);
const releases = chosen('release', GUEST_RELEASES, ({ suite }) => suite, process.env['RELEASES']);
await builtPackage();
const seen = new SeenPaths(process.env['CONTINUE'] === '1');
const leftOn = (release: GuestRelease, of: readonly Path[]): readonly Path[] => waysOf(release, of).filter((path) => seen.of(release, path) === null);

for (const release of releases) {
  describe(`ways into a restart, ${release.title}`, { timeout: 4 * 3_600_000 }, () => {
    const left = leftOn(release, paths);
    walkAll(left, release, (path, found) => seen.add(release, path, found));
    test('every way that was asked for has been walked', () => assert.deepEqual(leftOn(release, paths).map(({ id }) => id), []));
  });
}

/** A run of some ways alone, or one that was interrupted, does not write over what was seen of the others. */
after(() => {
  const whole = GUEST_RELEASES.filter((release) => leftOn(release, PATHS).length === 0);
  if (whole.length === 0) return;
  process.stdout.write(`  walked whole: ${whole.map(({ title }) => title).join(', ')}; written: ${writeReport(GUEST_RELEASES, PATHS, (release, path) => seen.of(release, path), accelerator().name)}\n`);
});

function waysOf({ suite }: GuestRelease, of: readonly Path[]): readonly Path[] {
  return of.filter(({ notIn }) => notIn?.suites.includes(suite) !== true);
}

/** Those that the words name, in their order; all of them where there are none. Throws where a word names nothing. */
function chosen<T>(what: string, all: readonly T[], nameOf: (one: T) => string, words = ''): readonly T[] {
  const wanted = words.split(' ').filter((word) => word !== '');
  const unknown = wanted.filter((word) => !all.some((one) => nameOf(one) === word));
  if (unknown.length > 0) throw new Error(`there is no ${what} ${unknown.join(', ')}; they are ${all.map(nameOf).join(', ')}`);
  return wanted.length === 0 ? all : wanted.map((word) => all.find((one) => nameOf(one) === word)!);
}

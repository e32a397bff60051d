import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { comparePackageNames, comparePackageVersions, compareVersions } from '../../../src/core/boot-loader-spec/index.ts';
import { compareEntries, type FoundEntry } from '../../../src/core/boot-loader-spec/found-entry.ts';

/** Short texts of the signs that the rules know, so that equal beginnings are common. */
const version = fc.oneof(
  fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'b', 'Z', '.', '-', '~', '^', '+', '_', 'é'), maxLength: 7 }),
  fc.array(fc.constantFrom('6.12', '.', '-', '~rc', '1', '10', '.fc41', '+deb13', '^', '0'), { maxLength: 5 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const entry: fc.Arbitrary<FoundEntry> = fc
  .record({
    fileId: fc.constantFrom('a.conf', 'b-1.conf', 'b-2.conf', 'c+1.conf', 'u.efi'),
    version: fc.option(fc.constantFrom('1', '2', '2~rc1', '2.0')),
    machineId: fc.option(fc.constantFrom('0', '1')),
    sortKey: fc.option(fc.constantFrom('j', 'k')),
    counter: fc.option(fc.record({ triesLeft: fc.nat(2), triesDone: fc.nat(2) })),
    profile: fc.nat(2),
  })
  .map((parts) => ({ ...parts, loaderId: parts.fileId, title: null, shown: true, draft: NO_DRAFT }));

const NO_DRAFT: FoundEntry['draft'] = {
  id: '', title: '', titlePath: [], source: { kind: 'bls', file: '', line: 0 }, kernel: null, initrds: [], devicetree: null, commandLine: '', default: false, restricted: false, problems: [],
};

function isTotalOrder<T>(what: string, arbitrary: fc.Arbitrary<T>, compare: (a: T, b: T) => number): void {
  describe(what, () => {
    test('the other way round is the opposite', () => fc.assert(fc.property(arbitrary, arbitrary, (a, b) => assert.equal(Math.sign(compare(a, b)), -Math.sign(compare(b, a)) || 0)), { numRuns: 3000 }));
    test('everything is equal to itself', () => fc.assert(fc.property(arbitrary, (a) => compare(a, a) === 0)));
    test('of three in a row, the first comes before the last', () => {
      fc.assert(
        fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
          const [x, y, z] = [a, b, c].sort(compare);
          if (x === undefined || y === undefined || z === undefined) return;
          assert.ok(compare(x, y) <= 0 && compare(y, z) <= 0 && compare(x, z) <= 0);
          if (compare(x, y) === 0) assert.equal(Math.sign(compare(x, z)), Math.sign(compare(y, z)));
        }),
        { numRuns: 5000 },
      );
    });
  });
}

isTotalOrder('versions, as systemd orders them', version, compareVersions);
isTotalOrder('versions, as rpm orders them for GRUB', version, comparePackageVersions);
isTotalOrder('names of entry files, as GRUB orders them', version, comparePackageNames);
// Counters count only between two entries that both have one, so a counted and an uncounted entry of the same name would
// break the order; a file name says by itself whether it is counted.
isTotalOrder('entries of the menu', entry.map((one) => ({ ...one, counter: one.fileId.includes('+') ? (one.counter ?? { triesLeft: 1, triesDone: 0 }) : null })), compareEntries);

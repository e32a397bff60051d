import assert from 'node:assert/strict';
import fc from 'fast-check';
import test from 'node:test';
import { flavourOf, partsOfRelease } from '../../../src/core/kernel/flavour.ts';
import { compareKernelReleases, isNewerRelease } from '../../../src/core/kernel/release-order.ts';

/** Releases as they could be, so that many differ in one place only. */
const part = fc.constantFrom('0', '1', '01', '10', '427', 'rc1', 'rc', 'pre', 'old', 'el9', 'fc41', 'amd64', 'cloud', 'generic', 'x86_64', 'r1', 'zen1', 'lts', 'g1234567', '');
const release = fc.oneof(
  fc.array(fc.tuple(fc.constantFrom('.', '-', '+', '~', '_', ''), part), { maxLength: 6 }).map((parts) => `6${parts.flat().join('')}`),
  fc.string({ maxLength: 24 }),
);

test('antisymmetric, and equal only to itself', () => {
  fc.assert(
    fc.property(release, release, (a, b) => {
      const forth = Math.sign(compareKernelReleases(a, b));
      return forth === -Math.sign(compareKernelReleases(b, a)) && (forth === 0) === (a === b);
    }),
    { numRuns: 5000 },
  );
});

test('transitive', () => {
  fc.assert(
    fc.property(release, release, release, (a, b, c) => {
      const [x = '', y = '', z = ''] = [a, b, c].sort(compareKernelReleases);
      return compareKernelReleases(x, y) <= 0 && compareKernelReleases(y, z) <= 0 && compareKernelReleases(x, z) <= 0;
    }),
    { numRuns: 5000 },
  );
});

test('"newer" is transitive and never goes both ways', () => {
  fc.assert(
    fc.property(release, release, release, (a, b, c) => {
      if (isNewerRelease(a, b) && isNewerRelease(b, a)) return false;
      return !(isNewerRelease(a, b) && isNewerRelease(b, c)) || isNewerRelease(a, c);
    }),
    { numRuns: 5000 },
  );
});

test('a pre-release is older than its release', () => {
  fc.assert(
    fc.property(fc.constantFrom('-rc1', '-rc12', '~rc3', '-pre2', '.old'), fc.nat(99), fc.nat(999), (mark, major, minor) => {
      const final = `${major}.${minor}.0`;
      return compareKernelReleases(final + mark, final) < 0;
    }),
  );
});

test('any text has a flavour, in linear time', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => typeof flavourOf(text) === 'string'));
  const start = performance.now();
  for (const text of ['-'.repeat(200_000), '1'.repeat(200_000), 'a-1'.repeat(100_000), `6.1${'~'.repeat(200_000)}x`, `6.1-a${'1'.repeat(200_000)}b`]) partsOfRelease(text);
  assert.ok(performance.now() - start < 5_000);
});

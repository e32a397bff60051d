import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { compareKernelReleases } from '../../../src/core/kernel/release-order.ts';
import { releaseInPath } from '../../../src/core/boot-entry/release-in-path.ts';
import { readScan } from '../../../src/core/scan/index.ts';
import { memoryFiles } from '../../fakes/memory-files.ts';

const release = fc.tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 0, max: 20 }), fc.constantFrom('', '-rc1', '-amd64', '-1-default', '.old')).map(([major, minor, rest]) => `${major}.${minor}${rest}`);
const name = fc.oneof(
  fc.tuple(fc.constantFrom('vmlinuz-', 'Image-', 'initrd.img-', 'initramfs-', 'initrd-', 'config-'), release, fc.constantFrom('', '.img')).map((parts) => parts.join('')),
  fc.constantFrom('vmlinuz-linux', 'initramfs-linux.img', 'initramfs-linux-fallback.img', 'vmlinuz-0-rescue-1', 'intel-ucode.img', 'vmlinuz-', 'vmlinuz'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).map((text) => text.replace(/[/\0]/g, '_')).filter((text) => text !== '.' && text !== '..'),
);
const boot = fc.uniqueArray(name, { maxLength: 25 });

describe('any /boot', () => {
  test('each kernel once, none the default, none that is known, newest first', () => {
    fc.assert(fc.property(boot, fc.string(), (names, runningCommandLine) => {
      const files = memoryFiles(Object.fromEntries(names.map((one) => [`/boot/${one}`, 'x'])));
      const known = new Set(names.slice(0, 3).map((one) => `/boot/${one}`));
      const { entries } = readScan(files, { runningCommandLine, known });
      assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
      assert.ok(entries.every((entry) => !entry.default && entry.kernel !== null && !known.has(entry.kernel) && entry.source.kind === 'scan'));
      assert.ok(entries.every((entry) => entry.initrds.length > 0 || entry.problems.some(({ kind }) => kind === 'initrd-missing')));
      assert.ok(entries.every((entry) => entry.initrds.every((path) => files.stat(path).ok)));
      const releases = entries.map((entry) => releaseInPath(entry.kernel ?? '')).filter((one) => one !== null);
      assert.deepEqual(releases, [...releases].sort((a, b) => compareKernelReleases(b, a)));
    }), { numRuns: 500 });
  });
});

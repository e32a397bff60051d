import assert from 'node:assert/strict';
import fc from 'fast-check';
import test, { describe } from 'node:test';
import { inspectInitrd } from '../../../src/core/kernel/initrd.ts';
import { inspectKernelImage } from '../../../src/core/kernel/kernel-image.ts';
import { compressed, gzipEndIn, realCpio, sampleContents } from '../../unit/core/kernel/support/archives.ts';
import { bytesWithHeader, fileOf } from '../../unit/core/kernel/support/in-memory.ts';
import { portableExecutable, smallBzImage } from '../../unit/core/kernel/support/images.ts';
import { REAL_HEADERS } from '../../unit/core/kernel/support/real-headers.ts';

const CPIO = realCpio({ init: Buffer.from('#!/bin/sh\n'), 'lib/a.ko': sampleContents(20_000) });
const INITRDS = ['cat', 'gzip', 'xz --check=crc32', 'zstd', 'lz4 -l', 'lzop', 'bzip2'].map((command) => compressed(command, CPIO));
const IMAGES = [
  smallBzImage({ release: '6.12.1' }),
  portableExecutable(0x8664, [['.uname', Buffer.from('6.1\n')], ['.linux', smallBzImage({ release: '6.1' })]]),
  bytesWithHeader({ ...REAL_HEADERS.debianAmd64, sizeBytes: 65_536 }),
  bytesWithHeader({ ...REAL_HEADERS.debianArm64, sizeBytes: 65_536 }),
];

/** A few bytes of a real file changed, a piece cut out, or another piece put in. */
function mutated(files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(16), insert: fc.uint8Array({ maxLength: 16 }) });
  return fc.tuple(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([file, edits]) => {
    let bytes = Buffer.from(file);
    for (const { at, remove, insert } of edits) {
      const offset = Math.floor(at * bytes.length);
      bytes = Buffer.concat([bytes.subarray(0, offset), insert, bytes.subarray(offset + remove)]);
    }
    return bytes;
  });
}

describe('any bytes get an answer, and not much is read for it', () => {
  const anything = fc.uint8Array({ maxLength: 2000 });
  for (const [name, bytes] of [['random', anything], ['mutated', mutated([...INITRDS, ...IMAGES])]] as const) {
    test(`${name} bytes as a kernel image`, () => {
      fc.assert(
        fc.property(bytes, (contents) => {
          const file = fileOf(contents);
          assert.ok(['valid', 'invalid'].includes(inspectKernelImage(file).kind));
          assert.ok(file.readBytes() <= 64 * 1024 + contents.length);
        }),
        { numRuns: 1000 },
      );
    });
    test(`${name} bytes as an initrd`, () => {
      fc.assert(
        fc.property(bytes, (contents) => {
          const file = fileOf(contents);
          assert.ok(['valid', 'invalid'].includes(inspectInitrd(file, gzipEndIn(contents)).kind));
          assert.ok(file.readBytes() <= 64 * 1024 + contents.length * 8);
        }),
        { numRuns: 1000 },
      );
    });
  }
});

test('an initrd that was cut off is never called whole', () => {
  // What stands behind cpio's trailer is padding and may be missing.
  const neededBytes = new Map(INITRDS.map((bytes, index) => [bytes, index === 0 ? bytes.lastIndexOf('TRAILER!!!') + 10 : bytes.length - 1]));
  fc.assert(
    fc.property(fc.constantFrom(...INITRDS), fc.double({ min: 0, max: 1, noNaN: true }), (bytes, part) => {
      const cut = bytes.subarray(0, Math.floor(part * (neededBytes.get(bytes) ?? 0)));
      return inspectInitrd(fileOf(cut), gzipEndIn(cut)).kind === 'invalid';
    }),
    { numRuns: 2000 },
  );
});

test('a kernel image that was cut off is never called whole', () => {
  fc.assert(
    fc.property(fc.constantFrom(...IMAGES.slice(0, 2)), fc.double({ min: 0, max: 1, noNaN: true }), (bytes, part) => {
      return inspectKernelImage(fileOf(bytes, Math.floor(part * (bytes.length - 1)))).kind === 'invalid';
    }),
  );
});

describe('hostile headers end in bounded time', () => {
  const cases = [
    ['cpio entries without an end', Buffer.from(`070701${'0'.repeat(88)}00000001${'0'.repeat(8)}\0\0`.repeat(30_000))],
    ['zstd blocks of size 0', Buffer.concat([Buffer.from('28b52ffd0000', 'hex'), Buffer.alloc(3_000_000)])],
    ['xz chunks of one byte', Buffer.concat([Buffer.from('fd377a585a000001', 'hex'), Buffer.alloc(4), Buffer.from('0200210116000000', 'hex'), Buffer.alloc(4), Buffer.alloc(2_000_000, Buffer.from('01000061', 'hex'))])],
    ['lz4 blocks of one byte', Buffer.concat([Buffer.from('02214c18', 'hex'), Buffer.alloc(2_000_000, Buffer.from('0100000041', 'hex'))])],
    ['lz4 lengths without an end', Buffer.concat([Buffer.from('02214c18ffff1f00', 'hex'), Buffer.alloc(0x1fffff, 0xff)])],
    ['zeros', Buffer.alloc(30_000_000)],
  ] as const;
  for (const [name, bytes] of cases) {
    test(name, () => {
      const start = performance.now();
      inspectInitrd(fileOf(bytes), () => null);
      assert.ok(performance.now() - start < 20_000);
    });
  }
});

import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { inspectInitrd } from '../../../../src/core/kernel/initrd.ts';
import { compressed, gzipEndIn, realCpio, sampleContents } from './support/archives.ts';
import { failingFrom, fileOf } from './support/in-memory.ts';
import { inEnglish } from '../../../../src/core/sentence.ts';

const EARLY = realCpio({ 'kernel/x86/microcode/GenuineIntel.bin': sampleContents(9_000), early_cpio: Buffer.from('1\n') });
const MAIN = realCpio({ init: Buffer.from('#!/bin/sh\n'), 'lib/modules/a.ko': sampleContents(300_000), 'etc/empty': Buffer.alloc(0), 'bin/odd': Buffer.alloc(4097, 7) });
const COMPRESSORS = ['gzip', 'gzip -1 --no-name', 'xz --check=crc32', 'xz --check=sha256 --block-size=65536 -T2', 'xz --x86 --lzma2', 'zstd -19', 'zstd --no-check --fast', 'zstd -T2', 'lz4 -l', 'lzop', 'lzop --no-checksum', 'bzip2'] as const;

function inspect(bytes: Uint8Array, sizeBytes = bytes.length): ReturnType<typeof inspectInitrd> {
  const cut = bytes.subarray(0, sizeBytes);
  return inspectInitrd(fileOf(cut), gzipEndIn(cut));
}

/** Sizes to cut to: every one near the ends, and some everywhere. */
function cuts(from: number, to: number): readonly number[] {
  const near = Array.from({ length: 40 }, (_, index) => [from + index, to - 1 - index]).flat();
  const between = Array.from({ length: 60 }, () => from + Math.floor(Math.random() * (to - from)));
  return [...near, ...between].filter((size) => size >= from && size < to);
}

function assertCut(bytes: Uint8Array, from: number): void {
  for (const size of cuts(from, bytes.length)) {
    const state = inspect(bytes, size);
    assert.ok(state.kind === 'invalid' && state.truncated === true, `cut to ${size} of ${bytes.length}: ${JSON.stringify(state)}`);
  }
}

describe('plain cpio', () => {
  const lastName = MAIN.lastIndexOf('TRAILER!!!') + 'TRAILER!!!'.length + 1;
  test('is whole', () => assert.deepEqual(inspect(MAIN), { kind: 'valid', sizeBytes: MAIN.length }));
  test('is whole without the padding behind its trailer', () => assert.equal(inspect(MAIN, lastName).kind, 'valid'));
  test('every truncation is seen', () => assertCut(MAIN.subarray(0, lastName), 0));
  test('a broken header is damage', () => {
    const bytes = Buffer.from(MAIN);
    bytes[bytes.indexOf('070701', 10) + 20] = 0x7a;
    assert.match(JSON.stringify(inspect(bytes)), /damaged at offset/);
  });
  test('the old binary format is refused', () => {
    assert.match(JSON.stringify(inspect(compressed('cpio --quiet --create --format=odc', Buffer.from('/etc/passwd')))), /no kernel unpacks/);
  });
});

for (const command of COMPRESSORS) {
  describe(command, () => {
    const bytes = compressed(command, MAIN);
    const behindEarly = Buffer.concat([EARLY, bytes]);
    test('is whole', () => assert.deepEqual(inspect(bytes), { kind: 'valid', sizeBytes: bytes.length }));
    test('is whole behind early microcode', () => assert.equal(inspect(behindEarly).kind, 'valid'));
    test('is whole with zeros behind it', () => assert.equal(inspect(Buffer.concat([bytes, Buffer.alloc(100_000)])).kind, 'valid'));
    test('every truncation is seen', () => assertCut(bytes, 0));
    test('every truncation behind early microcode is seen', () => assertCut(behindEarly, EARLY.length + 1));
    test('a hole of zeros at the end is seen', () => {
      assert.equal(inspect(Buffer.concat([bytes.subarray(0, bytes.length >> 1), Buffer.alloc(bytes.length >> 1)])).kind, 'invalid');
    });
  });
}

for (const command of COMPRESSORS.filter((one) => one !== 'bzip2' && one !== 'lz4 -l')) {
  test(`another archive may follow ${command}`, () => {
    const bytes = compressed(command, MAIN);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    const joined = Buffer.concat([bytes, padding, EARLY, compressed(command, EARLY)]);
    assert.equal(inspect(joined).kind, 'valid');
    assert.equal(inspect(joined, joined.length - 9).kind, 'invalid');
  });
}

describe('lz4, whose blocks have no end mark', () => {
  const full = 8 * 1024 * 1024;
  const long = compressed('lz4 -l', Buffer.concat([sampleContents(full), Buffer.alloc(full, 'x'), MAIN]));
  const firstBlockEnd = 8 + long.readUInt32LE(4);
  test('several blocks are whole', () => assert.deepEqual(inspect(long), { kind: 'valid', sizeBytes: long.length }));
  test('cut behind a full block: the end is unseen', () => assert.deepEqual(inspect(long, firstBlockEnd), { kind: 'valid', sizeBytes: firstBlockEnd, endUnseen: true }));
  test('cut anywhere else is seen', () => assertCut(long, firstBlockEnd + 1));
  test('two frames, one behind the other', () => {
    const frame = compressed('lz4 -l', MAIN);
    assert.equal(inspect(Buffer.concat([frame, frame])).kind, 'valid');
  });
  test('the newer frame format, which no kernel unpacks, is refused', () => assert.equal(inspect(compressed('lz4', MAIN)).kind, 'invalid'));
});

describe('lzma, whose end shows only when it is unpacked', () => {
  const bytes = compressed('xz --format=lzma', MAIN);
  test('is valid, its end unseen', () => assert.deepEqual(inspect(bytes), { kind: 'valid', sizeBytes: bytes.length, endUnseen: true }));
  test('a mere header is cut off', () => assert.equal(inspect(bytes, 14).kind, 'invalid'));
});

test('bzip2 must be the last segment, for its end is looked for from behind', () => {
  const bytes = compressed('bzip2', MAIN);
  assert.equal(inspect(Buffer.concat([bytes, Buffer.from('x')])).kind, 'invalid');
  assert.equal(inspect(Buffer.concat([bytes, EARLY])).kind, 'invalid');
});

describe('everything else', () => {
  const cases = [
    ['an empty file', Buffer.alloc(0), /empty/, true],
    ['nothing but zeros', Buffer.alloc(200_000), /zeros/, true],
    ['text', Buffer.from('not an initrd at all'), /begins with 6e 6f 74/, undefined],
    ['text behind an archive', Buffer.concat([EARLY, Buffer.from('not an archive')]), /goes on with 6e 6f 74/, undefined],
    ['an archive where the kernel does not look', Buffer.concat([Buffer.alloc(2), EARLY]), /damaged at offset 2/, undefined],
    ['a zstd frame of another kind', Buffer.from('502a4d1804000000deadbeef', 'hex'), /no kernel unpacks/, undefined],
  ] as const;
  for (const [name, bytes, detail, truncated] of cases) {
    test(name, () => {
      const state = inspect(bytes);
      assert.ok(state.kind === 'invalid' && detail.test(inEnglish(state.detail)), JSON.stringify(state));
      assert.equal(state.truncated, truncated);
    });
  }

  test('a boot configuration at the end belongs to it', () => {
    const data = Buffer.from('kernel.loglevel = 4\n\0\0\0\0');
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(data.length, 0);
    const bytes = Buffer.concat([compressed('zstd', MAIN), data, trailer, Buffer.from('#BOOTCONFIG\n')]);
    assert.equal(inspect(bytes).kind, 'valid');
    assert.equal(inspect(Buffer.concat([bytes, Buffer.alloc(2)])).kind, 'valid');
  });

  test('a disk that cannot be read in the middle', () => {
    assert.match(JSON.stringify(inspectInitrd(failingFrom(MAIN, 200_000), () => null)), /unreadable/);
  });

  test('only headers are read', () => {
    const bytes = compressed('zstd -1', realCpio({ big: sampleContents(8_000_000) }));
    const file = fileOf(bytes);
    assert.equal(inspectInitrd(file, () => null).kind, 'valid');
    assert.ok(file.readBytes() < bytes.length / 10, `${file.readBytes()} of ${bytes.length} bytes read`);
  });
});

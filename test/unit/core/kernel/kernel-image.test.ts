import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { gzipSync } from 'node:zlib';
import { inspectKernelImage } from '../../../../src/core/kernel/kernel-image.ts';
import { bytesWithHeader, failingFrom, fileOf, fileWithHeader } from './support/in-memory.ts';
import { certificate, portableExecutable, smallBzImage } from './support/images.ts';
import { REAL_HEADERS } from './support/real-headers.ts';
import { inEnglish, say } from '../../../../src/core/sentence.ts';

describe('real kernel images', () => {
  const cases = [
    ['Debian amd64', REAL_HEADERS.debianAmd64, '6.12.107+deb13-amd64', 'x86_64', 58_650_624],
    ['Debian 686', REAL_HEADERS.debian686, '6.1.0-50-686', 'i686', 16_826_368],
    ['Debian arm64, whose Image states no release', REAL_HEADERS.debianArm64, null, 'aarch64', 27_918_336],
  ] as const;
  for (const [name, header, release, architecture, memoryBytes] of cases) {
    // The signatures themselves are not in these headers: zeros, which sign nothing.
    test(`${name} is valid`, () => {
      assert.deepEqual(inspectKernelImage(fileWithHeader(header)), { kind: 'valid', release, architecture, signed: false, memoryBytes, sizeBytes: header.sizeBytes });
    });
    for (const cut of [1, 600, 5000, 3_000_000]) {
      test(`${name} without its last ${cut} bytes is truncated`, () => {
        const state = inspectKernelImage(fileWithHeader(header, header.sizeBytes - cut));
        assert.equal(state.kind === 'invalid' && state.truncated, true, JSON.stringify(state));
      });
    }
    test(`${name} costs a few KiB to look at`, () => {
      const file = fileWithHeader(header);
      inspectKernelImage(file);
      assert.ok(file.readBytes() <= 16 * 1024, `${file.readBytes()} bytes read`);
    });
  }

  test('memtest86+ has the boot header and is no Linux', () => {
    const state = inspectKernelImage(fileWithHeader(REAL_HEADERS.memtest));
    assert.deepEqual(state, { kind: 'invalid', detail: say('it calls itself “{name}”, so it is not Linux', { name: 'Memtest86+ v6.10' }) });
  });

  test('compressed with gzip: a kernel, of which nothing more is known', () => {
    const bytes = gzipSync(bytesWithHeader({ ...REAL_HEADERS.debianArm64, sizeBytes: 4096 }));
    assert.deepEqual(inspectKernelImage(fileOf(bytes)), { kind: 'valid', release: null, architecture: null, sizeBytes: bytes.length, endUnseen: true });
  });
});

describe('the bzImage header', () => {
  const release = '6.12.1-made-up';
  const valid = (state: ReturnType<typeof inspectKernelImage>): unknown => (state.kind === 'valid' ? [state.release, state.architecture] : state);
  const cases = [
    ['64 bits', smallBzImage({ release }), [release, 'x86_64']],
    ['32 bits', smallBzImage({ release, xloadflags: 0 }), [release, 'i686']],
    ['protocol 2.11 says no processor', smallBzImage({ release, protocol: 0x20b }), [release, null]],
    ['setup_sects 0 means 4', smallBzImage({ release, setupSectors: 0 }), [release, 'x86_64']],
    ['the release is the first word', smallBzImage({ release: `${release} (builder@host) #1 SMP` }), [release, 'x86_64']],
    ['something behind the image', Buffer.concat([smallBzImage({ release }), Buffer.alloc(77)]), [release, 'x86_64']],
  ] as const;
  for (const [name, bytes, expected] of cases) test(name, () => assert.deepEqual(valid(inspectKernelImage(fileOf(bytes))), expected));

  const refused = [
    ['no release', smallBzImage({ release: '' }), /states no kernel release/],
    ['a pointer beyond the setup code', smallBzImage({ release, versionPointer: 0xfff0 }), /states no kernel release/],
    ['a zImage', smallBzImage({ release, loadFlags: 0 }), /zImage/],
    ['another system', smallBzImage({ release: 'Grub4dos 0.4' }), /calls itself/],
  ] as const;
  for (const [name, bytes, detail] of refused) {
    test(`${name} is refused`, () => {
      const state = inspectKernelImage(fileOf(bytes));
      assert.ok(state.kind === 'invalid' && detail.test(inEnglish(state.detail)), JSON.stringify(state));
    });
  }

  test('every truncation is seen', () => {
    const bytes = smallBzImage({ release });
    for (let size = 0; size < bytes.length; size += 1) assert.equal(inspectKernelImage(fileOf(bytes, size)).kind, 'invalid', `cut to ${size}`);
  });
});

describe('EFI programs', () => {
  const linux = smallBzImage({ release: '6.12.1-inner' });
  const uki = portableExecutable(0x8664, [['.osrel', Buffer.from('ID=debian\n')], ['.uname', Buffer.from('6.12.1-stated\n')], ['.linux', linux]]);

  test('a unified kernel image states its release in .uname', () => {
    assert.deepEqual(inspectKernelImage(fileOf(uki)), { kind: 'valid', release: '6.12.1-stated', architecture: 'x86_64', signed: false, unified: true, sizeBytes: uki.length });
  });
  test('without .uname the kernel inside says it', () => {
    const state = inspectKernelImage(fileOf(portableExecutable(0x8664, [['.linux', linux]])));
    assert.equal(state.kind === 'valid' && state.release, '6.12.1-inner');
  });
  test('the kernel inside is looked at', () => {
    const state = inspectKernelImage(fileOf(portableExecutable(0x8664, [['.linux', linux.subarray(0, linux.length - 100)]])));
    assert.match(state.kind === 'invalid' ? inEnglish(state.detail) : '', /^in its section \.linux: it is cut off/);
  });
  test('every truncation is seen', () => {
    for (let size = 0; size < uki.length; size += 7) assert.equal(inspectKernelImage(fileOf(uki, size)).kind, 'invalid', `cut to ${size}`);
  });
  test('one without a kernel is refused', () => {
    assert.equal(inspectKernelImage(fileOf(portableExecutable(0x8664, [['.text', Buffer.alloc(64, 1)]]))).kind, 'invalid');
  });
  test('a zboot image: architecture from the EFI header, whole up to the end of its payload', () => {
    const image = portableExecutable(0xaa64, [['.text', Buffer.alloc(256, 1)]]);
    image.set(Buffer.from('zimg'), 4);
    image.writeUInt32LE(512, 8);
    image.writeUInt32LE(256, 12);
    assert.deepEqual(inspectKernelImage(fileOf(image)), { kind: 'valid', release: null, architecture: 'aarch64', sizeBytes: image.length });
    image.writeUInt32LE(image.length, 12);
    assert.equal(inspectKernelImage(fileOf(image)).kind, 'invalid');
  });
});

describe('signatures', () => {
  const image = (signature?: Buffer): Buffer => {
    const plain = portableExecutable(0xaa64, [['.text', Buffer.alloc(256, 1)]], signature);
    plain.set(Buffer.from('ARM\x64', 'latin1'), 56);
    return plain;
  };
  const signed = (bytes: Buffer): unknown => {
    const state = inspectKernelImage(fileOf(bytes));
    return state.kind === 'valid' ? state.signed : state;
  };
  const cases = [
    ['none', image(), false],
    ['one', image(certificate()), true],
    ['one that is shorter than its table', image(certificate({ length: 0x500 })), true],
    ['one that is longer than its table', image(certificate({ length: 0x5c1 })), false],
    ['no data in it', image(certificate({ length: 8 })), false],
    ['an old revision', image(certificate({ revision: 0x0100 })), false],
    ['X.509 instead of signed data', image(certificate({ type: 0x0001 })), false],
    ['a table of a few bytes', image(Buffer.alloc(8, 2)), false],
  ] as const;
  for (const [name, bytes, expected] of cases) test(name, () => assert.equal(signed(bytes), expected));

  test('that of a unified kernel image is not its kernel’s', () => {
    assert.equal(signed(portableExecutable(0x8664, [['.linux', smallBzImage({ release: '6.1' })]], certificate())), false);
    assert.equal(signed(portableExecutable(0xaa64, [['.linux', image(certificate())]])), true);
  });
  test('a table beyond the end is a truncated file', () => {
    const bytes = image(certificate());
    assert.equal(inspectKernelImage(fileOf(bytes, bytes.length - 1)).kind, 'invalid');
  });
  test('what is compressed shows none', () => assert.equal(signed(Buffer.from(gzipSync(image(certificate())))), undefined));
});

describe('the memory that a kernel takes', () => {
  const memoryOf = (bytes: Uint8Array): unknown => {
    const state = inspectKernelImage(fileOf(bytes));
    return state.kind === 'valid' ? state.memoryBytes : state;
  };
  test('stated', () => assert.equal(memoryOf(smallBzImage({ release: '6.1', initSize: 50_000_000 })), 50_000_000));
  test('before protocol 2.10 the field is somebody else’s', () => assert.equal(memoryOf(smallBzImage({ release: '6.1', protocol: 0x209, initSize: 50_000_000 })), undefined));
  test('not stated', () => assert.equal(memoryOf(smallBzImage({ release: '6.1' })), undefined));
});

describe('what is no kernel image', () => {
  const cases = [
    ['an empty file', Buffer.alloc(0), true],
    ['a file of zeros, as after a crash', Buffer.alloc(100_000), true],
    ['text', Buffer.from('#!/bin/sh\n'), undefined],
    ['an ELF program', Buffer.from('\x7fELF\x02\x01\x01'), undefined],
  ] as const;
  for (const [name, bytes, truncated] of cases) {
    test(name, () => {
      const state = inspectKernelImage(fileOf(bytes));
      assert.ok(state.kind === 'invalid', JSON.stringify(state));
      assert.equal(state.truncated, truncated);
    });
  }
  test('a disk that cannot be read', () => {
    assert.deepEqual(inspectKernelImage(failingFrom(smallBzImage({ release: '6.1' }), 0)), { kind: 'unreadable', detail: 'input error at offset 0' });
  });
});

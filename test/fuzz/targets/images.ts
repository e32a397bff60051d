import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gzipEnd } from '../../../src/adapters/gzip/gzip-end.ts';
import { inspectInitrd } from '../../../src/core/kernel/initrd.ts';
import { inspectKernelImage } from '../../../src/core/kernel/kernel-image.ts';
import { compressed, gzipEndIn, realCpio, sampleContents } from '../../unit/core/kernel/support/archives.ts';
import { portableExecutable, smallBzImage } from '../../unit/core/kernel/support/images.ts';
import { bytesWithHeader, fileOf } from '../../unit/core/kernel/support/in-memory.ts';
import { REAL_HEADERS } from '../../unit/core/kernel/support/real-headers.ts';
import type { FuzzTarget } from '../target.ts';

const CPIO = realCpio({ init: Buffer.from('#!/bin/sh\n'), 'lib/a.ko': sampleContents(20_000) });
const INITRDS = ['cat', 'gzip', 'xz --check=crc32', 'zstd', 'lz4 -l', 'lzop', 'bzip2'].map((command) => compressed(command, CPIO));
/** gzip's ends are found by unpacking a real file. */
const SCRATCH = mkdtempSync(join(tmpdir(), 'quick-restart-fuzz-'));
process.on('exit', () => rmSync(SCRATCH, { recursive: true, force: true }));

export const IMAGE_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'kernel-image',
    samples: [
      smallBzImage({ release: '6.12.1' }),
      portableExecutable(0x8664, [['.uname', Buffer.from('6.1\n')], ['.linux', smallBzImage({ release: '6.1' })]]),
      bytesWithHeader({ ...REAL_HEADERS.debianAmd64, sizeBytes: 65_536 }),
      bytesWithHeader({ ...REAL_HEADERS.debianArm64, sizeBytes: 65_536 }),
    ],
    words: ['MZ', 'PE\0\0', 'HdrS', 'ARM\x64', 'zimg', '.linux\0\0', '.uname\0\0', '\xff\xff\xff\xff', '\x7fELF'],
    check(input: Uint8Array): void {
      const file = fileOf(input);
      assert.ok(['valid', 'invalid'].includes(inspectKernelImage(file).kind));
      assert.ok(file.readBytes() <= 64 * 1024 + 2 * input.length, 'reads little');
    },
  },
  {
    name: 'initrd',
    samples: [...INITRDS, Buffer.concat([CPIO, INITRDS[3] ?? CPIO]), Buffer.concat([CPIO, Buffer.alloc(512), INITRDS[1] ?? CPIO])],
    words: ['070701', '070702', 'TRAILER!!!', '\x1f\x8b\x08', '\xfd7zXZ\0', '(\xb5/\xfd', '\x02!L\x18', '\x89LZO', 'BZh9', '\0\0\0\0', '\xff\xff\xff\xff', '\x04"M\x18', 'FFFFFFFF'],
    check(input: Uint8Array): void {
      const file = fileOf(input);
      assert.ok(['valid', 'invalid'].includes(inspectInitrd(file, gzipEndIn(input)).kind));
      assert.ok(file.readBytes() <= 64 * 1024 + 8 * input.length, 'reads little');
    },
  },
  {
    name: 'gzip-end',
    samples: [gzipSync(CPIO), Buffer.concat([gzipSync('a'), gzipSync(CPIO)]), Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66, 97, 0, 98, 0, 1, 2]), gzipSync('x').subarray(10)])],
    words: ['\x1f\x8b\x08', '\0', '\xff'],
    async check(input: Uint8Array): Promise<void> {
      const path = join(SCRATCH, 'gzip');
      writeFileSync(path, input);
      const end = await gzipEnd(path, 0);
      assert.ok(end === null || (end >= 18 && end <= input.length), String(end));
    },
  },
];

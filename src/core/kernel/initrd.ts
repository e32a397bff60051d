import type { InitrdState, InvalidFile } from '../restart-plan/machine.ts';
import { say } from '../sentence.ts';
import { hasMagic, u32 } from './bytes.ts';
import { bzip2End } from './initrd-formats/bzip2.ts';
import { cpioEnd } from './initrd-formats/cpio.ts';
import { lz4End } from './initrd-formats/lz4.ts';
import { lzopEnd } from './initrd-formats/lzop.ts';
import type { SegmentEnd, SegmentFormat } from './initrd-formats/segment.ts';
import { xzEnd } from './initrd-formats/xz.ts';
import { zstdEnd } from './initrd-formats/zstd.ts';
import { partOf, walkFile, type RandomAccess, type Walker } from './random-access.ts';

/** Offset behind the gzip member that starts at `offset`; null where it is cut off or damaged. */
export type GzipEnd = (offset: number) => number | null;

type Finding = Exclude<InitrdState, { kind: 'missing' }>;

/**
 * Looks at an initrd as the kernel unpacks it: cpio archives and compressed ones, one behind the other, zeros between, such
 * as early microcode before the rest. Each segment is walked from header to header to its end, without unpacking; only
 * gzip's end shows no other way, and `gzipEnd` is asked for it, once a member. `invalid` where the file is empty, cut off,
 * or goes on with something that the kernel does not know. A file that was cut off exactly between two segments is whole by
 * every rule and is `valid`. Linux init/initramfs.c, unpack_to_rootfs().
 */
export function inspectInitrd(file: RandomAccess, gzipEnd: GzipEnd): Finding {
  return walkFile<Finding>(
    file,
    (walker) => walkSegments(partOf(walker, 0, withoutBootConfig(walker)), file.sizeBytes, gzipEnd),
    (detail) => ({ kind: 'unreadable', detail }),
  );
}

function walkSegments(file: Walker, sizeBytes: number, gzipEnd: GzipEnd): Finding {
  let at = skipZeros(file, 0);
  if (at === file.sizeBytes) return { kind: 'invalid', detail: sizeBytes === 0 ? say('the file is empty') : say('it holds nothing but zeros'), truncated: true };
  while (at < file.sizeBytes) {
    const end = segmentEnd(file, at, gzipEnd);
    if (end === null) return unknownData(file, at);
    if (end.kind === 'unseen') return { kind: 'valid', sizeBytes, endUnseen: true };
    if (end.kind !== 'end') return broken(end);
    at = skipZeros(file, end.offset);
  }
  return { kind: 'valid', sizeBytes };
}

const FORMATS: readonly SegmentFormat[] = [
  { magic: '070701', end: alignedCpio },
  { magic: '070702', end: alignedCpio },
  { magic: '\x28\xb5\x2f\xfd', end: zstdEnd },
  { magic: '\xfd7zXZ\0', end: xzEnd },
  { magic: '\x02\x21\x4c\x18', end: lz4End },
  { magic: '\x89LZO\0\r\n\x1a\n', end: lzopEnd },
  { magic: 'BZh', end: bzip2End },
  { magic: '\x5d\0\0', end: lzmaEnd },
];

const LONGEST_MAGIC = 9;
const GZIP_MAGICS = ['\x1f\x8b', '\x1f\x9e'] as const;

/** null where the kernel knows nothing that begins so. */
function segmentEnd(file: Walker, at: number, gzipEnd: GzipEnd): SegmentEnd | null {
  const head = file.bytes(at, LONGEST_MAGIC);
  if (GZIP_MAGICS.some((magic) => hasMagic(head, 0, magic))) {
    const end = gzipEnd(at);
    return end === null || end <= at || end > file.sizeBytes ? { kind: 'cut-off', format: 'gzip' } : { kind: 'end', offset: end };
  }
  const format = FORMATS.find(({ magic }) => hasMagic(head, 0, magic));
  if (format !== undefined) return format.end(file, at);
  // A magic that the file's end cuts in two belongs to a segment that is cut off.
  const begun = head.length < LONGEST_MAGIC && [...FORMATS.map(({ magic }) => magic), ...GZIP_MAGICS].some((magic) => beginsWithPart(head, magic));
  return begun ? { kind: 'cut-off', format: say('its last part') } : null;
}

function beginsWithPart(head: Uint8Array, magic: string): boolean {
  return head.length < magic.length && hasMagic(head, 0, magic.slice(0, head.length));
}

/** The kernel finds an archive only at a multiple of four bytes. */
function alignedCpio(file: Walker, at: number): SegmentEnd {
  return at % 4 === 0 ? cpioEnd(file, at) : { kind: 'damaged', format: 'cpio', offset: at };
}

const SMALLEST_LZMA_BYTES = 18;

/** LZMA has no sizes to walk by; its end shows only when it is unpacked. */
function lzmaEnd(file: Walker, at: number): SegmentEnd {
  return file.sizeBytes - at < SMALLEST_LZMA_BYTES ? { kind: 'cut-off', format: 'lzma' } : { kind: 'unseen' };
}

function broken(end: Exclude<SegmentEnd, { kind: 'end' | 'unseen' }>): InvalidFile {
  if (end.kind === 'cut-off') return { kind: 'invalid', detail: say('it is cut off ({format})', { format: end.format }), truncated: true };
  return { kind: 'invalid', detail: say('it is damaged at offset {offset} ({format})', { offset: String(end.offset), format: end.format }) };
}

function unknownData(file: Walker, at: number): InvalidFile {
  const bytes = Array.from(file.bytes(at, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  if (at === 0) return { kind: 'invalid', detail: say('it begins with {bytes}, which no kernel unpacks', { bytes }) };
  return { kind: 'invalid', detail: say('at offset {offset} it goes on with {bytes}, which no kernel unpacks', { offset: String(at), bytes }) };
}

const ZEROS_WINDOW_BYTES = 64 * 1024;

function skipZeros(file: Walker, offset: number): number {
  for (let at = offset; at < file.sizeBytes; ) {
    // Mostly there are none, so the first look is a short one.
    const bytes = file.bytes(at, at === offset ? 16 : ZEROS_WINDOW_BYTES);
    const found = bytes.findIndex((byte) => byte !== 0);
    if (found !== -1) return at + found;
    at += bytes.length;
  }
  return file.sizeBytes;
}

const BOOT_CONFIG_MAGIC = '#BOOTCONFIG\n';

/** A boot configuration may be appended: data, its size, its checksum, a magic, up to three zeros. Linux Documentation/admin-guide/bootconfig.rst. */
function withoutBootConfig(file: Walker): number {
  for (let padding = 0; padding < 4; padding += 1) {
    const start = file.sizeBytes - padding - BOOT_CONFIG_MAGIC.length - 8;
    const trailer = start < 0 ? new Uint8Array(0) : file.bytes(start, BOOT_CONFIG_MAGIC.length + 8);
    const dataStart = start - u32(trailer, 0);
    if (hasMagic(trailer, 8, BOOT_CONFIG_MAGIC) && dataStart >= 0) return dataStart;
  }
  return file.sizeBytes;
}

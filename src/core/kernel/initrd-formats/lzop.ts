import { hasMagic, u16be, u32be, u8 } from '../bytes.ts';
import type { Walker } from '../random-access.ts';
import type { SegmentEnd } from './segment.ts';

/** Walks an lzop file from block header to block header up to the block of size 0; Linux lib/decompress_unlzo.c, lzop(1). */
export function lzopEnd(file: Walker, offset: number): SegmentEnd {
  const start = firstBlock(file, offset);
  if (start === null) return CUT_OFF;
  let at = start.offset;
  for (;;) {
    const header = file.bytes(at, 8);
    if (header.length >= 4 && u32be(header, 0) === 0) return { kind: 'end', offset: at + 4 };
    if (header.length < 8) return CUT_OFF;
    const unpackedBytes = u32be(header, 0);
    const packedBytes = u32be(header, 4);
    if (packedBytes === 0 || packedBytes > unpackedBytes) return { kind: 'damaged', format: 'lzop', offset: at };
    // A block that did not shrink is stored as it is, without the checksums of packed data.
    const checksums = bits(start.flags & UNPACKED_CHECKSUMS) + (packedBytes < unpackedBytes ? bits(start.flags & PACKED_CHECKSUMS) : 0);
    const end = at + 8 + 4 * checksums + packedBytes;
    if (packedBytes < unpackedBytes && end <= file.sizeBytes && !hasMagic(file.bytes(end - 3, 3), 0, LZO_END)) return { kind: 'damaged', format: 'lzop', offset: at };
    at = end;
  }
}

const CUT_OFF: SegmentEnd = { kind: 'cut-off', format: 'lzop' };
const MAGIC_BYTES = 9;
const LZO_END = '\x11\0\0'; // ends every packed block, so a block of zeros that never reached the disk shows
const UNPACKED_CHECKSUMS = 0x101; // Adler-32, CRC-32
const PACKED_CHECKSUMS = 0x202;
const FILTER = 0x800;
const EXTRA_FIELD = 0x40;

/** Past version, method, level, flags, mode, times, name and the header's checksum. */
function firstBlock(file: Walker, offset: number): { readonly offset: number; readonly flags: number } | null {
  const head = file.bytes(offset, 64);
  const recent = u16be(head, MAGIC_BYTES) >= 0x940;
  let at = MAGIC_BYTES + (recent ? 8 : 5);
  const flags = u32be(head, at);
  at += 4 + ((flags & FILTER) === 0 ? 0 : 4) + (recent ? 12 : 8);
  const nameBytes = u8(head, at);
  let next = offset + at + 1 + nameBytes + 4;
  if ((flags & EXTRA_FIELD) !== 0) next += 8 + u32be(file.bytes(next, 4), 0);
  return next > file.sizeBytes ? null : { offset: next, flags };
}

function bits(flags: number): number {
  return flags === 0 ? 0 : (flags & 0xff ? 1 : 0) + (flags & 0xff00 ? 1 : 0);
}

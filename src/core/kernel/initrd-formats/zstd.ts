import { u24, u8 } from '../bytes.ts';
import type { Walker } from '../random-access.ts';
import type { SegmentEnd } from './segment.ts';

/** Walks one Zstandard frame from block header to block header; RFC 8878, sections 3.1.1.1 and 3.1.1.2. */
export function zstdEnd(file: Walker, offset: number): SegmentEnd {
  const head = file.bytes(offset, 5);
  if (head.length < 5) return CUT_OFF;
  const descriptor = u8(head, 4);
  if ((descriptor & RESERVED) !== 0) return { kind: 'damaged', format: 'zstd', offset };
  let at = offset + 5 + optionalHeaderBytes(descriptor);
  for (;;) {
    const header = file.bytes(at, 3);
    if (header.length < 3) return CUT_OFF;
    const block = u24(header, 0);
    const type = (block >> 1) & 3;
    const sizeBytes = block >> 3;
    if (type === RESERVED_TYPE || sizeBytes > MAX_BLOCK_BYTES) return { kind: 'damaged', format: 'zstd', offset: at };
    at += 3 + (type === RUN_LENGTH ? 1 : sizeBytes);
    if ((block & LAST) === 0) continue;
    const end = at + ((descriptor & CHECKSUM) === 0 ? 0 : 4);
    return end > file.sizeBytes ? CUT_OFF : { kind: 'end', offset: end };
  }
}

const CUT_OFF: SegmentEnd = { kind: 'cut-off', format: 'zstd' };
const RESERVED = 0x08;
const CHECKSUM = 0x04;
const SINGLE_SEGMENT = 0x20;
const LAST = 1;
const RUN_LENGTH = 1;
const RESERVED_TYPE = 3;
const MAX_BLOCK_BYTES = 128 * 1024;

/** Window descriptor, dictionary id and frame content size. */
function optionalHeaderBytes(descriptor: number): number {
  const single = (descriptor & SINGLE_SEGMENT) !== 0;
  const contentSize = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return (single ? 0 : 1) + dictionary + contentSize;
}

import { u8 } from '../bytes.ts';
import type { Walker } from '../random-access.ts';
import type { SegmentEnd } from './segment.ts';

/**
 * Looks for the end mark of a bzip2 stream: 48 bits (the digits of the square root of pi) and a checksum of 32 bits, at any
 * bit, as the last thing in the file. Blocks carry no sizes, so a bzip2 stream must be an initrd's last segment.
 */
export function bzip2End(file: Walker, offset: number): SegmentEnd {
  const contentEnd = withoutTrailingZeros(file, offset);
  // The checksum may end in zero bytes, which count as padding when seen from the end.
  const end = Math.min(contentEnd + 5, file.sizeBytes);
  const start = Math.max(offset + 4, contentEnd - 12);
  const tail = file.bytes(start, end - start);
  const lastBit = (end - start) * 8 - 80;
  for (let bit = lastBit; bit >= 0; bit -= 1) {
    if (markAt(tail, bit)) return start + Math.ceil((bit + 80) / 8) >= contentEnd ? { kind: 'end', offset: file.sizeBytes } : CUT_OFF;
  }
  return CUT_OFF;
}

const CUT_OFF: SegmentEnd = { kind: 'cut-off', format: 'bzip2' };
const END_MARK = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90] as const;
const WINDOW_BYTES = 4096;

function markAt(bytes: Uint8Array, bit: number): boolean {
  const at = bit >> 3;
  const shift = bit & 7;
  return END_MARK.every((wanted, index) => (((u8(bytes, at + index) << shift) | (u8(bytes, at + index + 1) >> (8 - shift))) & 0xff) === wanted);
}

function withoutTrailingZeros(file: Walker, offset: number): number {
  let end = file.sizeBytes;
  while (end > offset) {
    const start = Math.max(offset, end - WINDOW_BYTES);
    const last = file.bytes(start, end - start).findLastIndex((byte) => byte !== 0);
    if (last !== -1) return start + last + 1;
    end = start;
  }
  return offset;
}

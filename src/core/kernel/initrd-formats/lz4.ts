import { u16, u32, u8 } from '../bytes.ts';
import type { Walker } from '../random-access.ts';
import type { SegmentEnd } from './segment.ts';

/**
 * Walks LZ4 in its legacy form, the only one that the kernel unpacks: sizes and blocks, without an end mark. So a file that
 * was cut off right behind a block looks whole, unless that block is shorter than a block in the middle would be: each but
 * the last unpacks to exactly 8 MiB. The last one's unpacked size is added up from its sequences; where it is full, the end
 * is unseen. lz4_Frame_format.md, "Legacy frame"; lz4_Block_format.md.
 */
export function lz4End(file: Walker, offset: number): SegmentEnd {
  let at = offset + 4;
  let lastBlock: { readonly start: number; readonly end: number } | null = null;
  while (at < file.sizeBytes) {
    const size = file.bytes(at, 4);
    if (size.every((byte) => byte === 0)) break; // padding ends it
    if (size.length < 4) return CUT_OFF;
    const sizeBytes = u32(size, 0);
    at += 4;
    if (sizeBytes === MAGIC) {
      lastBlock = null;
      continue;
    }
    if (sizeBytes > MAX_BLOCK_BYTES) return { kind: 'damaged', format: 'lz4', offset: at - 4 };
    if (at + sizeBytes > file.sizeBytes) return CUT_OFF;
    lastBlock = { start: at, end: at + sizeBytes };
    at = lastBlock.end;
  }
  if (lastBlock === null) return CUT_OFF;
  const unpackedBytes = unpackedSize(file, lastBlock.start, lastBlock.end);
  if (unpackedBytes === null) return { kind: 'damaged', format: 'lz4', offset: lastBlock.start };
  return unpackedBytes === BLOCK_BYTES ? { kind: 'unseen' } : { kind: 'end', offset: at };
}

const CUT_OFF: SegmentEnd = { kind: 'cut-off', format: 'lz4' };
const MAGIC = 0x184c2102;
const BLOCK_BYTES = 8 * 1024 * 1024;
/** LZ4_compressBound of a full block. */
const MAX_BLOCK_BYTES = BLOCK_BYTES + Math.floor(BLOCK_BYTES / 255) + 16;

/** What the block's sequences add up to; null where they do not end with the block. */
function unpackedSize(file: Walker, start: number, end: number): number | null {
  let total = 0;
  let at = start;
  while (at < end) {
    const token = u8(file.bytes(at, 1), 0);
    const literals = lengthAt(file, at + 1, token >> 4);
    at = literals.next + literals.value;
    total += literals.value;
    if (at >= end) break; // the last sequence has literals only
    if (u16(file.bytes(at, 2), 0) === 0) return null; // a match at distance 0 is none
    const match = lengthAt(file, at + 2, token & 15);
    at = match.next;
    total += match.value + 4;
  }
  return at === end ? total : null;
}

function lengthAt(file: Walker, start: number, nibble: number): { readonly value: number; readonly next: number } {
  if (nibble < 15) return { value: nibble, next: start };
  let value = 15;
  for (let at = start; ; at += 1) {
    const more = file.bytes(at, 1);
    value += u8(more, 0);
    if (more[0] !== 255) return { value, next: at + 1 };
  }
}

import { hasMagic, textUntilNul } from '../bytes.ts';
import type { Walker } from '../random-access.ts';
import type { SegmentEnd } from './segment.ts';

/**
 * Walks a cpio archive in the "newc" format from header to header up to its trailer; no contents are read. An archive
 * without a trailer is cut off. Linux Documentation/driver-api/early-userspace/buffer-format.rst.
 */
export function cpioEnd(file: Walker, offset: number): SegmentEnd {
  let at = offset;
  for (;;) {
    const header = file.bytes(at, HEADER_BYTES + TRAILER.length);
    if (header.length < HEADER_BYTES) return { kind: 'cut-off', format: 'cpio' };
    const text = textUntilNul(header.subarray(0, HEADER_BYTES));
    if (!HEADER.test(text)) return { kind: 'damaged', format: 'cpio', offset: at };
    const nameBytes = parseInt(text.slice(94, 102), 16);
    const fileBytes = parseInt(text.slice(54, 62), 16);
    if (nameBytes === 0) return { kind: 'damaged', format: 'cpio', offset: at };
    const dataEnd = align4(at + HEADER_BYTES + nameBytes) + fileBytes;
    const isTrailer = nameBytes === TRAILER.length && hasMagic(header, HEADER_BYTES, TRAILER);
    // The padding behind the trailer's name may be missing, nothing else.
    if (isTrailer) return { kind: 'end', offset: Math.min(align4(dataEnd), file.sizeBytes) };
    at = align4(dataEnd);
  }
}

const HEADER_BYTES = 110;
const HEADER = /^07070[12][0-9A-Fa-f]{104}$/;
const TRAILER = 'TRAILER!!!\0';

function align4(offset: number): number {
  return Math.ceil(offset / 4) * 4;
}

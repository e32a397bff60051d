import { hasMagic, u16, u16be, u8 } from '../bytes.ts';
import type { Walker } from '../random-access.ts';
import type { SegmentEnd } from './segment.ts';

/**
 * Walks one .xz stream: block headers, LZMA2 chunk headers, index and footer, nothing unpacked.
 * The .xz file format 1.2.0, sections 2 to 4; LZMA2 chunks as in Linux lib/xz/xz_dec_lzma2.c.
 */
export function xzEnd(file: Walker, offset: number): SegmentEnd {
  const header = file.bytes(offset, STREAM_HEADER_BYTES);
  if (header.length < STREAM_HEADER_BYTES) return CUT_OFF;
  const flags = u16(header, 6);
  const checkBytes = CHECK_BYTES[u8(header, 7) & 0x0f] ?? 0;
  let at = offset + STREAM_HEADER_BYTES;
  for (let blocks = 0; ; blocks += 1) {
    const first = file.bytes(at, 1);
    if (first.length < 1) return CUT_OFF;
    if (first[0] === INDEX) return indexEnd(file, at, blocks, flags);
    const end = blockEnd(file, at, checkBytes);
    if (typeof end !== 'number') return end;
    at = end;
  }
}

const CUT_OFF: SegmentEnd = { kind: 'cut-off', format: 'xz' };
const STREAM_HEADER_BYTES = 12;
const FOOTER_BYTES = 12;
const INDEX = 0;
const LZMA2 = 0x21;
/** Size of the check behind each block, by its number. */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64] as const;

/** Blocks start at multiples of four bytes from the start of the stream, and so do their ends once padded. */
function blockEnd(file: Walker, start: number, checkBytes: number): SegmentEnd | number {
  const headerBytes = (u8(file.bytes(start, 1), 0) + 1) * 4;
  const header = file.bytes(start, headerBytes);
  if (header.length < headerBytes) return CUT_OFF;
  if (!endsInLzma2(header)) return damaged(start);
  const data = start + headerBytes;
  const end = chunksEnd(file, data);
  if (typeof end !== 'number') return end;
  const padding = (4 - ((end - data) % 4)) % 4;
  const next = end + padding + checkBytes;
  return next > file.sizeBytes ? CUT_OFF : next;
}

function damaged(offset: number): SegmentEnd {
  return { kind: 'damaged', format: 'xz', offset };
}

/** The last filter of a block makes its bytes; a filter for program code may stand before it. */
function endsInLzma2(header: Uint8Array): boolean {
  const flags = u8(header, 1);
  let at = 2;
  for (const sizePresent of [(flags & 0x40) !== 0, (flags & 0x80) !== 0]) if (sizePresent) at = numberAt(header, at).next;
  let last = -1;
  for (let filter = 0; filter <= (flags & 3); filter += 1) {
    const id = numberAt(header, at);
    const properties = numberAt(header, id.next);
    last = id.value;
    at = properties.next + properties.value;
  }
  return last === LZMA2 && at <= header.length;
}

function chunksEnd(file: Walker, start: number): SegmentEnd | number {
  let at = start;
  for (;;) {
    const head = file.bytes(at, 6);
    if (head.length < 1) return CUT_OFF;
    const control = u8(head, 0);
    if (control === 0) return at + 1;
    if (control >= 3 && control < 0x80) return damaged(at);
    if (head.length < 6) return CUT_OFF;
    if (control < 0x80) at += 3 + u16be(head, 1) + 1;
    else at += (control >= 0xc0 ? 6 : 5) + u16be(head, 3) + 1;
  }
}

/** The index lists every block; the footer behind it ends the stream. */
function indexEnd(file: Walker, start: number, blocks: number, flags: number): SegmentEnd {
  let records = readNumber(file, start + 1);
  if (records.value !== blocks) return start + 10 > file.sizeBytes ? CUT_OFF : damaged(start);
  for (let sizes = 0; sizes < blocks * 2; sizes += 1) records = readNumber(file, records.next);
  const padding = (4 - ((records.next - start) % 4)) % 4;
  const footerStart = records.next + padding + 4;
  const footer = file.bytes(footerStart, FOOTER_BYTES);
  if (footer.length < FOOTER_BYTES) return CUT_OFF;
  if (!hasMagic(footer, 10, 'YZ') || u16(footer, 8) !== flags) return damaged(footerStart);
  return { kind: 'end', offset: footerStart + FOOTER_BYTES };
}

interface NumberAt {
  readonly value: number;
  readonly next: number;
}

function readNumber(file: Walker, at: number): NumberAt {
  const { value, next } = numberAt(file.bytes(at, MAX_NUMBER_BYTES), 0);
  return { value, next: at + next };
}

const MAX_NUMBER_BYTES = 9;

/** Seven bits a byte, lowest first, the eighth says that more follow. */
function numberAt(bytes: Uint8Array, at: number): NumberAt {
  let value = 0;
  for (let index = 0; index < MAX_NUMBER_BYTES; index += 1) {
    const byte = u8(bytes, at + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  return { value, next: at + MAX_NUMBER_BYTES };
}

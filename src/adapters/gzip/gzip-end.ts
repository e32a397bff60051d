import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInflateRaw } from 'node:zlib';

const TRAILER_BYTES = 8;
const MAX_HEADER_BYTES = 64 * 1024 + 1024;

/**
 * Offset behind the one gzip member that starts at `offset`; null where it is cut off, damaged or unreadable. Unpacks in a
 * stream, for nothing else shows where deflate ends; the length in the trailer must fit (RFC 1952, 2.3). Not by
 * zlib's own gzip mode: that takes what follows the member for a damaged one.
 */
export async function gzipEnd(path: string, offset: number): Promise<number | null> {
  const headerBytes = headerLength(readAt(path, offset, MAX_HEADER_BYTES));
  if (headerBytes === null) return null;
  const deflated = await inflate(path, offset + headerBytes);
  if (deflated === null) return null;
  const trailerAt = offset + headerBytes + deflated.packedBytes;
  const trailer = readAt(path, trailerAt, TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES || trailer.readUInt32LE(4) !== deflated.unpackedBytes % 2 ** 32) return null;
  return trailerAt + TRAILER_BYTES;
}

const DEFLATE = 8;
const FLAG = { headerChecksum: 2, extra: 4, name: 8, comment: 16 } as const;

/** RFC 1952, 2.3: ten bytes, then what the flags announce. */
function headerLength(bytes: Buffer): number | null {
  if (bytes.length < 10 || bytes[0] !== 0x1f || bytes[2] !== DEFLATE) return null;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if ((flags & FLAG.extra) !== 0) {
    if (bytes.length < at + 2) return null;
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const flag of [FLAG.name, FLAG.comment]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) return null;
    at = end + 1;
  }
  if ((flags & FLAG.headerChecksum) !== 0) at += 2;
  return at <= bytes.length ? at : null;
}

function inflate(path: string, start: number): Promise<{ readonly packedBytes: number; readonly unpackedBytes: number } | null> {
  return new Promise((resolve) => {
    const input = createReadStream(path, { start });
    const unpacker = createInflateRaw();
    let unpackedBytes = 0;
    const settle = (result: { packedBytes: number; unpackedBytes: number } | null): void => {
      input.destroy();
      unpacker.destroy();
      resolve(result);
    };
    input.on('error', () => settle(null));
    unpacker.on('error', () => settle(null));
    unpacker.on('data', (chunk: Buffer) => (unpackedBytes += chunk.length));
    unpacker.on('end', () => settle({ packedBytes: unpacker.bytesWritten, unpackedBytes }));
    input.pipe(unpacker);
  });
}

/** Empty where nothing can be read there. */
function readAt(path: string, offset: number, lengthBytes: number): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(lengthBytes);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, lengthBytes, offset));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

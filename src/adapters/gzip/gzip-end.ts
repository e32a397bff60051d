import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/**
 * Offset behind the gzip member (and any that follow it directly) that starts at `offset`; null where it is cut off,
 * damaged or unreadable. Decompresses in a stream: the sizes and checksum at its end are what tells (RFC 1952, 2.3.1).
 */
export function gzipEnd(path: string, offset: number): Promise<number | null> {
  return new Promise((resolve) => {
    const input = createReadStream(path, { start: offset });
    const gunzip = createGunzip();
    const settle = (end: number | null): void => {
      input.destroy();
      gunzip.destroy();
      resolve(end);
    };
    input.on('error', () => settle(null));
    gunzip.on('error', () => settle(null));
    gunzip.on('end', () => settle(offset + gunzip.bytesWritten));
    gunzip.resume();
    input.pipe(gunzip);
  });
}

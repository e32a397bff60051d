import type { RandomAccess } from '../../../../../src/core/kernel/random-access.ts';
import type { RealHeader } from './real-headers.ts';

/** A file in memory that counts what is read of it. */
export interface CountedFile extends RandomAccess {
  readonly readBytes: () => number;
}

/** The first `sizeBytes` of `bytes` as a file. */
export function fileOf(bytes: Uint8Array, sizeBytes = bytes.length): CountedFile {
  let total = 0;
  return {
    sizeBytes,
    readBytes: () => total,
    read(offset, lengthBytes) {
      const part = bytes.subarray(offset, Math.min(offset + lengthBytes, sizeBytes));
      total += part.length;
      return part;
    },
  };
}

/** A file whose reads fail from `offset` on, as a disk with a bad sector. */
export function failingFrom(bytes: Uint8Array, offset: number): RandomAccess {
  const whole = fileOf(bytes);
  return { sizeBytes: bytes.length, read: (at, lengthBytes) => (at + lengthBytes > offset ? null : whole.read(at, lengthBytes)) };
}

/** A file with a real header; zeros where the header leaves off. */
export function fileWithHeader({ parts, sizeBytes }: RealHeader, cutTo = sizeBytes): CountedFile {
  return fileOf(bytesWithHeader({ parts, sizeBytes }), cutTo);
}

export function bytesWithHeader({ parts, sizeBytes }: RealHeader): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (const { offset, hex } of parts) bytes.set(Buffer.from(hex, 'hex'), offset);
  return bytes;
}

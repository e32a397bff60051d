/**
 * A file that can be read at any offset, such as a kernel image of 12 MB of which the first KiB matters.
 * `read` gives at most `lengthBytes`, fewer only at the end of the file; null is an input error.
 */
export interface RandomAccess {
  readonly sizeBytes: number;
  read(offset: number, lengthBytes: number): Uint8Array | null;
}

/** Says that a file could not be read; thrown by `reading` readers and caught by `guardReads`, never seen outside of kernel/. */
class ReadFailure extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super(`input error at offset ${offset}`);
    this.offset = offset;
  }
}

/**
 * A reader for walking headers: bytes inside the file always come whole, bytes beyond its end are simply fewer.
 * Small reads are served from one window, so that walking thousands of headers does not mean thousands of system calls.
 */
export interface Walker {
  readonly sizeBytes: number;
  /** The bytes from `offset`, fewer only where the file ends. */
  bytes(offset: number, lengthBytes: number): Uint8Array;
}

/** Runs `walk` over `file`; an input error anywhere ends it, and the answer is `failed(detail)`. */
export function walkFile<T>(file: RandomAccess, walk: (walker: Walker) => T, failed: (detail: string) => T): T {
  try {
    return walk(windowed(file));
  } catch (error) {
    if (error instanceof ReadFailure) return failed(error.message);
    throw error;
  }
}

/** The part of a file from `start`, `sizeBytes` long, as a file of its own: a section of a unified kernel image. */
export function partOf(walker: Walker, start: number, sizeBytes: number): Walker {
  return {
    sizeBytes,
    bytes: (offset, lengthBytes) => walker.bytes(start + offset, Math.max(0, Math.min(lengthBytes, sizeBytes - offset))),
  };
}

const WINDOW_BYTES = 4096;

function windowed(file: RandomAccess): Walker {
  let windowStart = 0;
  let window = new Uint8Array(0);
  return {
    sizeBytes: file.sizeBytes,
    bytes(offset, lengthBytes) {
      const end = Math.min(offset + lengthBytes, file.sizeBytes);
      if (offset >= end) return new Uint8Array(0);
      if (offset < windowStart || end > windowStart + window.length) {
        const wanted = Math.min(Math.max(end - offset, WINDOW_BYTES), file.sizeBytes - offset);
        window = readWhole(file, offset, wanted);
        windowStart = offset;
      }
      return window.subarray(offset - windowStart, end - windowStart);
    },
  };
}

/** A file that shrinks while it is read gives an input error, not a wrong answer. */
function readWhole(file: RandomAccess, offset: number, lengthBytes: number): Uint8Array<ArrayBuffer> {
  const bytes = file.read(offset, lengthBytes);
  if (bytes?.length !== lengthBytes) throw new ReadFailure(offset);
  return new Uint8Array(bytes);
}

/** One change of some bytes; numbers are taken modulo what is there. */
export interface Edit {
  readonly kind: 'replace' | 'flip' | 'repeat' | 'move' | 'cut';
  readonly at: number;
  readonly length: number;
  readonly piece: Uint8Array;
}

export const EDIT_KINDS: readonly Edit['kind'][] = ['replace', 'flip', 'repeat', 'move', 'cut'];
const MAX_BYTES = 512 * 1024;

/** The sample with each change made to it in turn; never more than 512 kB. */
export function applyEdits(sample: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let bytes = Buffer.from(sample);
  for (const edit of edits) bytes = apply(bytes, edit).subarray(0, MAX_BYTES);
  return bytes;
}

function apply(bytes: Buffer<ArrayBuffer>, { kind, at, length, piece }: Edit): Buffer<ArrayBuffer> {
  const from = at % (bytes.length + 1);
  const part = bytes.subarray(from, from + length);
  const [before, after] = [bytes.subarray(0, from), bytes.subarray(from + length)];
  switch (kind) {
    case 'replace':
      return Buffer.concat([before, piece, after]);
    case 'flip': {
      const copy = Buffer.from(bytes);
      if (from < copy.length) copy[from] = (copy[from] ?? 0) ^ (1 << (length & 7));
      return copy;
    }
    case 'repeat':
      return Buffer.concat([before, ...Array.from({ length: 1 + (piece.length % 40) }, () => part), after]);
    case 'move': {
      const to = (at >>> 3) % (after.length + 1);
      return Buffer.concat([before, after.subarray(0, to), part, after.subarray(to)]);
    }
    case 'cut':
      return Buffer.from(before);
  }
}

import type { Detail } from '../../sentence.ts';
import type { Walker } from '../random-access.ts';

/** How one segment of an initrd ends. Offsets are from the start of the file. */
export type SegmentEnd =
  | { readonly kind: 'end'; readonly offset: number }
  /** The file ends before the segment does. */
  | { readonly kind: 'cut-off'; readonly format: Detail }
  /** The format's own rules are broken at `offset`. */
  | { readonly kind: 'damaged'; readonly format: string; readonly offset: number }
  /** Only unpacking would tell; the segment takes the rest of the file. */
  | { readonly kind: 'unseen' };

/** A format that the kernel unpacks; Linux lib/decompress.c and init/initramfs.c. */
export interface SegmentFormat {
  readonly magic: string;
  readonly end: (file: Walker, offset: number) => SegmentEnd;
}

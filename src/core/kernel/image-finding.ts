import type { InvalidFile, KernelImageMore } from '../restart-plan/machine.ts';
import { say, type Sentence } from '../sentence.ts';

/** What was found out about a kernel image, but for its size. */
export type ImageFinding =
  | ({ readonly kind: 'valid'; readonly release: string | null; readonly architecture: string | null } & KernelImageMore)
  | InvalidFile;

/** A kernel image that ends before it should. */
export function cutOff(sizeBytes: number, neededBytes: number): InvalidFile {
  return { kind: 'invalid', detail: say('it is cut off: {size} of {needed} bytes are there', { size: String(sizeBytes), needed: String(neededBytes) }), truncated: true };
}

/** A file that is no kernel image, or not one that can be started. */
export function notAKernel(detail: Sentence): InvalidFile {
  return { kind: 'invalid', detail };
}

import type { InitrdState, KernelImageState } from '../restart-plan/machine.ts';
import { say, type Sentence } from '../sentence.ts';

/** A state of a file that cannot be used. */
export type BrokenState = Exclude<KernelImageState | InitrdState, { kind: 'valid' }>;

/** What is wrong with a kernel image. */
export function kernelImageSentence(path: string, state: BrokenState): Sentence {
  switch (state.kind) {
    case 'missing':
      return say('The kernel image {path} is missing.', { path });
    case 'unreadable':
      return say('The kernel image {path} cannot be read: {detail}.', { path, detail: state.detail });
    case 'invalid':
      return say('The kernel image {path} cannot be used: {detail}.', { path, detail: state.detail });
  }
}

/** What is wrong with an initrd. */
export function initrdSentence(path: string, state: BrokenState): Sentence {
  switch (state.kind) {
    case 'missing':
      return say('The initrd {path} is missing.', { path });
    case 'unreadable':
      return say('The initrd {path} cannot be read: {detail}.', { path, detail: state.detail });
    case 'invalid':
      return say('The initrd {path} cannot be used: {detail}.', { path, detail: state.detail });
  }
}

import type { FailedStart, KeptKernels } from './kept-kernels.ts';
import { sameKernel, sameStart, type Start } from './start.ts';

/** What a machine knows of a start that is planned. */
export interface Past {
  /** It has not come up here yet, or failed when it last was started quickly. */
  readonly trial: boolean;
  /** Its last quick restart, where that failed. */
  readonly failure: FailedStart | null;
}

/** The past of a start. */
export function pastOf({ cameUp, failed }: KeptKernels, start: Start): Past {
  const failure = failed.findLast((one) => sameKernel(one.start, start)) ?? null;
  return { trial: failure !== null || !cameUp.some((one) => sameStart(one.start, start)), failure };
}

/** Failures in a row after which a start through the firmware proves nothing any more: it is kexec that this kernel does not bear. */
const TOO_OFTEN = 2;

/** Whether the failure stands against the next quick restart: until the kernel came up the ordinary way, and the second time until a person says so. */
export function stillRefused({ cameUpSince, times }: Pick<FailedStart, 'cameUpSince' | 'times'>): boolean {
  return !cameUpSince || times >= TOO_OFTEN;
}

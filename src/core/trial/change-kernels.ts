import type { Verdict } from './judge-attempt.ts';
import { MAX_KEPT, type Attempt, type CameUp, type FailedStart, type KeptKernels } from './kept-kernels.ts';
import { sameKernel, sameStart, type Start } from './start.ts';

/** A kernel is about to be loaded, or (null) is not loaded any more. */
export function withAttempt(kept: KeptKernels, attempt: Attempt | null): KeptKernels {
  return { ...kept, attempt };
}

/** With what became of the attempt; the same object where nothing changed. `bootId`: the boot that judged. */
export function afterVerdict(kept: KeptKernels, verdict: Verdict, bootId: string): KeptKernels {
  const { attempt } = kept;
  if (attempt === null || verdict.kind === 'under-way') return kept;
  switch (verdict.kind) {
    case 'landed':
      return { ...kept, attempt: { ...attempt, landedIn: bootId } };
    case 'dropped':
      return { ...kept, attempt: null };
    case 'failed': {
      const { start, entryId, trial, atMs } = attempt;
      const times = (kept.failed.find((one) => sameKernel(one.start, start))?.times ?? 0) + 1;
      const failure: FailedStart = { start, entryId, how: verdict.how, trial, atMs, times, noticedIn: bootId, cameUpSince: false };
      const rest = without(kept, start);
      return { attempt: null, cameUp: rest.cameUp, failed: [...rest.failed, failure].slice(-MAX_KEPT) };
    }
  }
}

/** A start came up and stayed up. A quick one forgets its failures; one through the firmware says only that the kernel is sound. */
export function withCameUp(kept: KeptKernels, one: CameUp): KeptKernels {
  const cameUp = [...kept.cameUp.filter((other) => !sameStart(other.start, one.start)), one].slice(-MAX_KEPT);
  const failed =
    one.how === 'quick'
      ? kept.failed.filter((other) => !sameKernel(other.start, one.start))
      : kept.failed.map((other) => (sameKernel(other.start, one.start) ? { ...other, cameUpSince: true } : other));
  return { ...kept, cameUp, failed };
}

/** As if this kernel had never been started here, so that the next quick restart into it is a trial; null where none of its failures is known. */
export function forgiven(kept: KeptKernels, start: Start): KeptKernels | null {
  const rest = without(kept, start);
  return rest.failed.length === kept.failed.length ? null : { ...kept, ...rest };
}

function without({ cameUp, failed }: KeptKernels, start: Start): Pick<KeptKernels, 'cameUp' | 'failed'> {
  const others = (one: { readonly start: Start }): boolean => !sameKernel(one.start, start);
  return { cameUp: cameUp.filter(others), failed: failed.filter(others) };
}

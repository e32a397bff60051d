import { failedRestartOf, type FailedRestart } from '../../src/core/trial/failed-restart.ts';
import type { Attempt, CameUp, FailedStart } from '../../src/core/trial/kept-kernels.ts';
import type { Start } from '../../src/core/trial/start.ts';
import { NEW_BOOT, NOTED_MS, OLD_BOOT } from './boot-notes.ts';
import { NEXT_RELEASE } from './sample-plan.ts';

/** A start of the next kernel. */
export function sampleStart(changes: Partial<Start> = {}): Start {
  return {
    kernelRelease: NEXT_RELEASE,
    kernel: { path: `/boot/vmlinuz-${NEXT_RELEASE}`, sizeBytes: 12_000_000, modifiedMs: NOTED_MS - 86_400_000 },
    initrds: [{ path: `/boot/initrd.img-${NEXT_RELEASE}`, sizeBytes: 40_000_000, modifiedMs: NOTED_MS - 3_600_000 }],
    commandLine: 'root=/dev/vda1 ro quiet',
    ...changes,
  };
}

/** A trial that the old boot loaded. */
export function sampleAttempt(changes: Partial<Attempt> = {}): Attempt {
  return { bootId: OLD_BOOT, entryId: 'simple', start: sampleStart(), trial: true, addedWords: ['panic=30'], atMs: NOTED_MS - 5000, landedIn: null, ...changes };
}

export function sampleCameUp(changes: Partial<CameUp> = {}): CameUp {
  return { start: sampleStart(), how: 'quick', atMs: NOTED_MS, ...changes };
}

export function sampleFailure(changes: Partial<FailedStart> = {}): FailedStart {
  return { start: sampleStart(), entryId: 'simple', how: 'never-came-up', trial: true, atMs: NOTED_MS - 5000, times: 1, noticedIn: NEW_BOOT, cameUpSince: false, ...changes };
}

/** As clients are told. */
export function sampleFailedRestart(changes: Partial<FailedRestart> = {}): FailedRestart {
  return { ...failedRestartOf(sampleFailure(), NEW_BOOT), ...changes };
}

import type { RestartRecord } from '../../src/core/history/restart-record.ts';
import { NEXT_RELEASE, RUNNING_RELEASE } from './sample-plan.ts';

const DAY_MS = 86_400_000;
/** 2026-11-21 12:00 UTC */
const NOON_MS = 1_795_262_400_000;

/** One restart: a quick one of 24.5 s, with whatever a test wants to be different. */
export function sampleRestart(changes: Partial<RestartRecord> = {}): RestartRecord {
  return {
    kind: 'quick',
    askedAtMs: NOON_MS,
    finishedAtMs: NOON_MS + 24_500,
    fromRelease: RUNNING_RELEASE,
    toRelease: NEXT_RELEASE,
    totalSeconds: 24.5,
    stoppingSeconds: 3.5,
    firmwareSeconds: null,
    loaderSeconds: null,
    startingSeconds: 21,
    cameUp: true,
    ...changes,
  };
}

/** An ordinary restart of 62 s. */
export function ordinaryRestart(changes: Partial<RestartRecord> = {}): RestartRecord {
  return sampleRestart({ kind: 'ordinary', finishedAtMs: NOON_MS + 62_000, totalSeconds: 62, firmwareSeconds: 28.5, loaderSeconds: 5, startingSeconds: 25, ...changes });
}

/** One of each kind, the latest first. */
export function sampleHistory(): readonly RestartRecord[] {
  return [
    sampleRestart({ skippedSeconds: 33.5 }),
    sampleRestart({ kind: 'power-cycle', askedAtMs: null, finishedAtMs: NOON_MS - DAY_MS, totalSeconds: null, stoppingSeconds: null, firmwareSeconds: 20, startingSeconds: 22.2 }),
    ordinaryRestart({ askedAtMs: NOON_MS - 2 * DAY_MS, finishedAtMs: NOON_MS - 2 * DAY_MS + 62_000 }),
    sampleRestart({ kind: 'soft-reboot', askedAtMs: NOON_MS - 3 * DAY_MS, finishedAtMs: NOON_MS - 3 * DAY_MS + 9000, totalSeconds: 9, startingSeconds: 5.5, toRelease: RUNNING_RELEASE }),
    sampleRestart({ kind: 'unknown', askedAtMs: null, finishedAtMs: NOON_MS - 4 * DAY_MS, fromRelease: null, totalSeconds: null, stoppingSeconds: null, startingSeconds: null, cameUp: false }),
  ];
}

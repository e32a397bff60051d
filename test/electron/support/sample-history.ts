import type { RestartRecord } from '../../../src/core/history/restart-record.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Noon, so that the day is the same in most places. */
const LATEST_MS = Date.UTC(2026, 9, 20, 12, 0);

/** Twelve restarts, two quick ones for each ordinary one; oldest first, as the history's file has them. */
export function sampleHistory(): readonly RestartRecord[] {
  return Array.from({ length: 12 }, (_, index) => recordOf(index)).reverse();
}

function recordOf(index: number): RestartRecord {
  const isQuick = index % 3 !== 2;
  const askedAtMs = LATEST_MS - index * 6 * DAY_MS;
  const stoppingSeconds = 3 + (index % 4);
  const startingSeconds = 16 + ((index * 5) % 7);
  const [firmwareSeconds, loaderSeconds] = isQuick ? [null, null] : [21.5, 5];
  const totalSeconds = stoppingSeconds + startingSeconds + (firmwareSeconds ?? 0) + (loaderSeconds ?? 0);
  return {
    kind: isQuick ? 'quick' : 'ordinary',
    askedAtMs,
    finishedAtMs: askedAtMs + totalSeconds * 1000,
    fromRelease: `6.12.${100 - index}+deb13-amd64`,
    toRelease: `6.12.${101 - index}+deb13-amd64`,
    totalSeconds,
    stoppingSeconds,
    firmwareSeconds,
    loaderSeconds,
    startingSeconds,
    cameUp: true,
  };
}

import { onDay } from './wall-clock.ts';

/** When a person wants to hear of it again. */
export type Later = 'hour' | 'tonight' | 'tomorrow';

export const LATERS: readonly Later[] = ['hour', 'tonight', 'tomorrow'];

const HOUR_MS = 60 * 60 * 1000;
const EVENING_HOUR = 20;
const MORNING_HOUR = 9;

/** The moment that is meant, ms since the epoch, by the clock on the wall: tonight is 20:00, or in an hour where that has passed; tomorrow is 9:00. */
export function laterMs(later: Later, nowMs: number): number {
  switch (later) {
    case 'hour':
      return nowMs + HOUR_MS;
    case 'tonight':
      return Math.max(onDay(nowMs, 0, EVENING_HOUR), nowMs + HOUR_MS);
    case 'tomorrow':
      return onDay(nowMs, 1, MORNING_HOUR);
  }
}

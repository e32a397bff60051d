import type { QuietHours } from '../../contracts/app/quiet-hours.ts';
import { onDay } from './wall-clock.ts';

/** The end of the quiet hours that `nowMs` lies in, ms since the epoch; null: it lies in none. */
export function quietUntilMs({ on, from, until }: QuietHours, nowMs: number): number | null {
  if (!on || from === until) return null;
  const at = (days: number, time: string): number => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return onDay(nowMs, days, hour, minute);
  };
  const night = until < from ? 1 : 0;
  // Those that began today, and those of yesterday that go on past midnight.
  const ends = [0, -1].filter((day) => at(day, from) <= nowMs).map((day) => at(day + night, until));
  return ends.find((endMs) => nowMs < endMs) ?? null;
}

/** A time of day of the person's clock, `days` after the day of `nowMs`; ms since the epoch. One that the clocks skip is the same time after their change. */
export function onDay(nowMs: number, days: number, hour: number, minute = 0): number {
  const day = new Date(nowMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour, minute).getTime();
}

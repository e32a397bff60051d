/** A span of the day, by the clock on the wall, in which the app shows no notification; both times are `HH:MM`. */
export interface QuietHours {
  readonly on: boolean;
  readonly from: string;
  /** Earlier than `from`: on the next day. The same as `from`: no time is quiet. */
  readonly until: string;
}

export const DEFAULT_QUIET_HOURS: QuietHours = { on: false, from: '22:00', until: '08:00' };

/** Whether a text is a time of day: `00:00` to `23:59`. */
export function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

import type { Translator } from '../../words/index.ts';

const MINUTE = 60;
const HOUR = 3600;

/** How units are written: `sec` where there is little room, `seconds` in a sentence, which no abbreviation's full stop shall end. */
export type UnitLength = 'short' | 'long';

/** A length of time in at most two units, as the language writes them: `24 sec`, `3 min 5 sec`, `1 hr 4 min`. */
export function formatSeconds(seconds: number, { language }: Translator, length: UnitLength = 'short'): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = partsOf(whole).filter(([value], index) => value > 0 || index === 0);
  const texts = parts.map(([value, unit]) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: length }).format(value));
  return new Intl.ListFormat(language, { type: 'unit', style: 'narrow' }).format(texts);
}

function partsOf(seconds: number): readonly (readonly [value: number, unit: 'second' | 'minute' | 'hour'])[] {
  if (seconds < MINUTE) return [[seconds, 'second']];
  if (seconds < HOUR) return [[Math.trunc(seconds / MINUTE), 'minute'], [seconds % MINUTE, 'second']];
  const minutes = Math.round(seconds / MINUTE);
  return [[Math.trunc(minutes / MINUTE), 'hour'], [minutes % MINUTE, 'minute']];
}

/** A day: `12 Nov 2026`; `timeZone` is the system's where it is left out. */
export function formatDay(atMs: number, { language }: Translator, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(atMs);
}

/** A time of day, given as `HH:MM`: `2:30 PM`, `14:30`. */
export function formatTimeOfDay(time: string, { language }: Translator): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' }).format(new Date(`2000-01-01T${time}Z`));
}

/** A day and a time of day: `12 Nov 2026, 14:03`. */
export function formatMoment(atMs: number, { language }: Translator, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs);
}

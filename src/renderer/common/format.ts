import type { Translator } from '../../words/index.ts';

const MINUTE = 60;
const HOUR = 3600;

/** A length of time in at most two units, as the language writes them: `24 sec`, `3 min, 5 sec`, `1 hr, 4 min`. */
export function formatSeconds(seconds: number, { language }: Translator): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts =
    whole < MINUTE
      ? [unit(whole, 'second', language)]
      : whole < HOUR
        ? [unit(Math.trunc(whole / MINUTE), 'minute', language), ...(whole % MINUTE === 0 ? [] : [unit(whole % MINUTE, 'second', language)])]
        : hoursAndMinutes(Math.round(whole / MINUTE), language);
  return new Intl.ListFormat(language, { type: 'unit', style: 'narrow' }).format(parts);
}

function hoursAndMinutes(minutes: number, language: string): readonly string[] {
  const hours = unit(Math.trunc(minutes / MINUTE), 'hour', language);
  return minutes % MINUTE === 0 ? [hours] : [hours, unit(minutes % MINUTE, 'minute', language)];
}

function unit(value: number, name: 'second' | 'minute' | 'hour', language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}

/** A day: `12 Nov 2026`; `timeZone` is the system's where it is left out. */
export function formatDay(atMs: number, { language }: Translator, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(atMs);
}

/** A day and a time of day: `12 Nov 2026, 14:03`. */
export function formatMoment(atMs: number, { language }: Translator, timeZone?: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(atMs);
}

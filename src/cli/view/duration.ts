/** Seconds for people: `24.5 s`, `1 min 2 s`, `3 h 5 min`. Negative ones keep their sign. */
export function durationText(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const length = Math.abs(seconds);
  if (length < 59.95) return `${sign}${length.toFixed(1)} s`;
  const whole = Math.round(length);
  if (whole < 3600) return `${sign}${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(length / 60);
  return `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A time of day on the local clock: `2026-11-21 13:05`. */
export function timeText(atMs: number): string {
  const at = new Date(atMs);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

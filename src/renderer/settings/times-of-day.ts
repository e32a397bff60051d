const STEPS_A_DAY = 48;

/** The times of day to choose from, every half hour, as `HH:MM` in their order; `current` is among them, whatever it is. */
export function timesOfDay(current: string): readonly string[] {
  const times = Array.from({ length: STEPS_A_DAY }, (_, step) => `${String(Math.trunc(step / 2)).padStart(2, '0')}:${step % 2 === 0 ? '00' : '30'}`);
  return [...new Set([...times, current])].sort();
}

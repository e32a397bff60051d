/** Median milliseconds of one call of `run` over `rounds` calls: noise of the machine moves it least. */
export function medianMs(run: () => void, rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? 0;
}

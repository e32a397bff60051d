// Sums and the closing table of scripts/test-all.mjs.

/** Adds up { passed, failed } of many. */
export function sumOf(counts) {
  return { passed: counts.reduce((sum, one) => sum + one.passed, 0), failed: counts.reduce((sum, one) => sum + one.failed, 0) };
}

/** One line a group: name, passed, failed, seconds. */
export function table(results) {
  const rows = results.map(({ name, passed, failed, seconds }) => [name, String(passed), String(failed), seconds.toFixed(1)]);
  return [['group', 'passed', 'failed', 'seconds'], ...rows].map(line).join('\n');
}

function line([name, ...numbers]) {
  return name.padEnd(10) + numbers.map((number) => number.padStart(9)).join('');
}

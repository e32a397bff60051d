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

const TOLD = 4;
const LINES = 6;
const WIDTH = 200;

/** The first failures again, shortened, for whoever sees the end of a long run only; nothing where there are none. */
export function retold(results) {
  const all = results.flatMap(({ name, failures }) => failures.map((failure) => ({ group: name, ...failure })));
  const told = all.slice(0, TOLD).map(({ group, name, message }) => [`failed in ${group}: ${name}`, ...message.split('\n').filter((text) => text.trim() !== '').slice(0, LINES).map((text) => `  ${text}`)]);
  const more = all.length > TOLD ? [`and ${all.length - TOLD} more`] : [];
  return [...told.flat(), ...more].map((text) => `${text.slice(0, WIDTH)}\n`).join('');
}

function line([name, ...numbers]) {
  return name.padEnd(10) + numbers.map((number) => number.padStart(9)).join('');
}

// A reporter for `node --test` that writes nothing but the final counts and what failed, as one line of JSON.
// A file without any test counts in node's summary as one that passed; here it is in `empty` instead.
export default async function* countingReporter(events) {
  let empty = 0;
  const failures = [];
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.nesting === 0 && data.name.endsWith('.test.ts')) empty += 1;
    if (type === 'test:fail' && data.details.error.failureType !== 'subtestsFailed') failures.push({ name: data.name, message: messageOf(data.details.error) });
    // The run's summary is the one that belongs to no file; node sends one for each file besides.
    if (type === 'test:summary' && data.file === undefined) yield `${JSON.stringify({ ...data.counts, passed: data.counts.passed - empty, empty, failures })}\n`;
  }
}

/** What the test itself threw stands behind node's word that it failed. */
function messageOf(error) {
  return String(error.cause?.message ?? error.cause ?? error.message);
}

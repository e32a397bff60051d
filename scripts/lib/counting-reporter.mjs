// A reporter for `node --test` that writes nothing but the final counts, as one line of JSON.
// The run's summary is the one that belongs to no file; node sends one for each file besides.
export default async function* countingReporter(events) {
  for await (const { type, data } of events) {
    if (type === 'test:summary' && data.file === undefined) yield `${JSON.stringify(data.counts)}\n`;
  }
}

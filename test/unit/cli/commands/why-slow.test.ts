import assert from 'node:assert/strict';
import test from 'node:test';
import type { StopEvent } from '../../../../src/core/history/slow-stops.ts';
import { err, ok } from '../../../../src/core/result.ts';
import type { StopJournalError } from '../../../../src/ports/stop-journal.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { runCli, type Ran } from '../../../fakes/terminal.ts';

const EVENTS: readonly StopEvent[] = [
  { kind: 'stopping', unit: 'quick-restart-stop@kexec.service', atUsec: 100_000_000 },
  { kind: 'stopping', unit: 'stubborn.service', atUsec: 100_100_000 },
  { kind: 'stopping', unit: 'hangs.service', atUsec: 100_200_000 },
  { kind: 'stopped', unit: 'quick-restart-stop@kexec.service', atUsec: 100_050_000 },
  { kind: 'timed-out', unit: 'stubborn.service', atUsec: 190_100_000 },
  { kind: 'stopped', unit: 'stubborn.service', atUsec: 190_200_000 },
];

function whySlow(events: readonly StopEvent[] | StopJournalError, ...options: readonly string[]): Promise<Ran> {
  const read = 'kind' in events ? err(events) : ok(events);
  return runCli(['status', '--why-slow', ...options], new FakeComputer(), { stopJournal: { read: () => Promise.resolve(read) } });
}

test('the slowest first, who did not stop is named with what to look at, and nobody else is asked', async () => {
  const ran = await whySlow(EVENTS);
  const { stdout, exitCode } = ran;
  assert.equal(exitCode, 0);
  assert.deepEqual(ran.roots, []);
  assert.match(stdout, /^The last shutdown took 1 min 30 s until all services had stopped\.$/m);
  assert.match(stdout, /stubborn\.service, killed: it ran into its TimeoutStopSec/);
  assert.match(stdout, /hangs\.service, had not stopped when the journal ended/);
  assert.match(stdout.replace(/\s+/g, ' '), /stubborn\.service did not stop when it was told to\. What it wrote: journalctl -b -1 -u stubborn\.service/);
  assert.doesNotMatch(stdout, /quick-restart-stop/, 'what is faster than a tenth is not why');
});

test('--json has all of them', async () => {
  const { stdout } = await whySlow(EVENTS, '--json');
  assert.deepEqual(JSON.parse(stdout), {
    schema: 1,
    stoppingSeconds: 90.2,
    units: [
      { unit: 'stubborn.service', seconds: 90.1, timedOut: true, stopped: true },
      { unit: 'hangs.service', seconds: 90, timedOut: false, stopped: false },
      { unit: 'quick-restart-stop@kexec.service', seconds: 0.05, timedOut: false, stopped: true },
    ],
  });
});

test('a boot that was cut off', async () => {
  const { stdout, exitCode } = await whySlow([]);
  assert.equal(exitCode, 0);
  assert.match(stdout.replace(/\s+/g, ' '), /^The journal has no stop of a service in the boot before this one/);
});

for (const [kind, exitCode, says] of [
  ['denied', 4, /may not read the journal.*Run it with sudo/],
  ['not-kept', 5, /is not kept: \/var\/log\/journal is not there.*a folder \/var\/log\/journal/],
  ['failed', 1, /could not be read: \/var\/log\/journal\..*journalctl --verify/],
] as const) {
  test(`a journal that is ${kind}: exit code ${exitCode}`, async () => {
    const ran = await whySlow({ kind, detail: '/var/log/journal' });
    assert.equal(ran.exitCode, exitCode);
    assert.match(ran.stderr.replace(/\s+/g, ' '), says);
  });
}

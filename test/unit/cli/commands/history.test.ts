import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { columnsOf } from '../../../../src/cli/text/layout.ts';
import { timeText } from '../../../../src/cli/view/duration.ts';
import type { RestartRecord } from '../../../../src/core/history/restart-record.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { FakeComputer, sampleFailure } from '../../../fakes/computer.ts';
import { ordinaryRestart, sampleHistory, sampleRestart } from '../../../fakes/sample-history.ts';
import { plain, runCli, type Ran, type TerminalOptions } from '../../../fakes/terminal.ts';

/** The text as one line. */
function flat({ stdout }: Ran): string {
  return plain(stdout).replace(/\s+/g, ' ');
}

function runHistory(records: readonly RestartRecord[], argv: readonly string[] = [], options: TerminalOptions = {}): Promise<Ran> {
  return runCli(['history', ...argv], Object.assign(new FakeComputer(), { history: ok(records) }), options);
}

const RECORD_FIELDS = [
  'kind', 'askedAtMs', 'finishedAtMs', 'fromRelease', 'toRelease', 'totalSeconds', 'stoppingSeconds', 'firmwareSeconds', 'loaderSeconds', 'startingSeconds', 'cameUp', 'skippedSeconds',
];

describe('history --json', () => {
  test('has the fields of the contract and no others', async () => {
    const records = [{ ...sampleRestart(), secret: 1 } as RestartRecord, ...sampleHistory()];
    const { exitCode, stdout, stderr } = await runHistory(records, ['--json']);
    const json = JSON.parse(stdout) as { records: Record<string, unknown>[] };
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.deepEqual(Object.keys(json), ['schema', 'records', 'savedSeconds']);
    assert.deepEqual(Object.keys(json.records[0]!), RECORD_FIELDS);
    assert.deepEqual(json.records.map((one) => one['kind']), ['quick', 'quick', 'power-cycle', 'ordinary', 'soft-reboot', 'unknown']);
    assert.equal(json.records[0]!['skippedSeconds'], null);
  });

  for (const [what, records, saved] of [
    ['measured', [sampleRestart(), ordinaryRestart()], { value: 37.5, from: 'measured', total: 37.5 }],
    ['estimated', [sampleRestart({ skippedSeconds: 30 }), sampleRestart()], { value: 30, from: 'firmware', total: 30 }],
    ['unknown', [sampleRestart()], { value: null, from: 'unknown', total: null }],
    ['nothing yet', [], { value: null, from: 'unknown', total: null }],
  ] as const) {
    test(`what is saved: ${what}`, async () => {
      const { stdout } = await runHistory(records, ['--json']);
      assert.deepEqual((JSON.parse(stdout) as { savedSeconds: unknown }).savedSeconds, saved);
    });
  }

  test('a failure is an answer too', async () => {
    const computer = Object.assign(new FakeComputer(), { history: err(sampleFailure('read-failed')) });
    const { exitCode, stdout } = await runCli(['history', '--json'], computer);
    assert.equal(exitCode, 1);
    assert.equal((JSON.parse(stdout) as { error: { kind: string } }).error.kind, 'read-failed');
  });
});

describe('history', () => {
  test('the table says when, what, from which kernel to which, how long, and what it saved', async () => {
    const { stdout } = await runHistory(sampleHistory(), [], { tty: true, columns: 120 });
    const lines = plain(stdout).split('\n');
    assert.match(lines[0]!, /^Time +Restart +Kernel +Took +Saved$/);
    const at = timeText(sampleRestart().askedAtMs ?? 0);
    assert.match(lines[1]!, new RegExp(`^${at} +quick +6\\.12\\.100\\+deb13-amd64 → 6\\.12\\.107\\+deb13-amd64 +24\\.5 s +37\\.5 s$`));
    assert.match(lines[2]!, /power-cycle .* –$/);
    assert.match(lines[3]!, /ordinary .* 1 min 2 s$/);
    assert.match(lines[4]!, /soft-reboot +6\.12\.100\+deb13-amd64 → 6\.12\.100|soft-reboot +6\.12\.100\+deb13-amd64 +9\.0 s$/);
    assert.match(lines[5]!, /✗ unknown +6\.12\.107\+deb13-amd64 +–$/);
    assert.match(plain(stdout), /^A quick restart of this machine usually takes 37\.5 s less than an ordinary one\. Saved in all: 37\.5 s\.$/m);
  });

  test('the chart is to scale: pieces end where their time ends', async () => {
    const { stdout } = await runHistory([sampleRestart(), ordinaryRestart()], [], { tty: true, columns: 100 });
    const bars = [...plain(stdout).matchAll(/^ {2}\d\d-\d\d \d\d:\d\d (\S+) +([▒█░·]+) (.*)$/gm)];
    assert.deepEqual(bars.map(([, kind, , length]) => [kind, length]), [['quick', '24.5 s'], ['ordinary', '1 min 2 s']]);
    const [quick, ordinary] = bars.map(([, , bar]) => bar ?? '');
    assert.ok(Math.abs(quick!.length / ordinary!.length - 24.5 / 62) < 0.02);
    const share = (letter: string): number => (ordinary!.split(letter).length - 1) / ordinary!.length;
    for (const [letter, seconds] of [['▒', 3.5], ['█', 33.5], ['░', 25]] as const) assert.ok(Math.abs(share(letter) - seconds / 62) < 0.03, letter);
    assert.ok(!quick!.includes('█'));
    assert.match(plain(stdout), /▒ services stopping {3}█ firmware and boot loader {3}░ kernel and services starting/);
  });

  test('a length without parts is one undivided piece; what has no length has no bar', async () => {
    const undivided = sampleRestart({ stoppingSeconds: null, startingSeconds: null });
    const { stdout } = await runHistory([undivided, sampleRestart({ totalSeconds: null, stoppingSeconds: null, startingSeconds: null })]);
    assert.equal([...stdout.matchAll(/^ {2}\d\d-\d\d .*·+ 24\.5 s$/gm)].length, 1);
    assert.match(stdout, /· not divided/);
    const none = await runHistory([sampleRestart({ totalSeconds: null, stoppingSeconds: null, startingSeconds: null })]);
    assert.doesNotMatch(none.stdout, /services stopping/);
  });

  for (const columns of [40, 80, 120]) {
    test(`at ${columns} columns no bar and no sentence is wider, and nothing is cut off`, async () => {
      const { stdout } = await runHistory(sampleHistory(), [], { tty: true, columns });
      const lines = plain(stdout).split('\n');
      const chart = lines.slice(lines.findIndex((line) => line === ''));
      assert.ok(chart.every((line) => columnsOf(line) <= columns), chart.join('\n'));
      if (columns >= 80) assert.ok(lines.every((line) => columnsOf(line) <= columns), lines.join('\n'));
      assert.ok(plain(stdout).replace(/\s+/g, '').includes('6.12.107+deb13-amd64'));
    });
  }

  test('piped: no colours; without UTF-8: ASCII only', async () => {
    assert.ok(!(await runHistory(sampleHistory())).stdout.includes('\u001b'));
    const { stdout } = await runHistory(sampleHistory(), [], { environment: { LANG: 'C' } });
    assert.match(stdout, /^[\x20-\x7e\n]*$/);
    assert.match(stdout, /=+#+-+ 1 min 2 s/);
  });

  test('a quick restart that ended in the firmware after all says so', async () => {
    const { stdout } = await runHistory([sampleRestart({ cameUp: false, totalSeconds: null })]);
    assert.match(stdout, /✗ quick +6.*\n(.*\n)*✗ the machine did not come up, or not that way/);
  });

  test('nothing yet, one only, thousands', async () => {
    assert.match((await runHistory([])).stdout, /^No restart was recorded yet/);
    assert.match(flat(await runHistory([sampleRestart()])), /known after one quick and one ordinary restart/);
    const many = await runHistory(Array.from({ length: 500 }, () => sampleRestart({ fromRelease: null })));
    assert.ok(many.stdout.split('\n').length < 60);
    assert.match(many.stdout, /^470 more: quick-restart history --json$/m);
  });

  test('an estimate is called one', async () => {
    assert.match(flat(await runHistory([sampleRestart({ skippedSeconds: 30 })])), /saves about 30\.0 s, an estimate: what firmware and boot loader took when they last ran\. Saved in all: 30\.0 s\./);
  });

  test('where a quick restart takes longer, nothing is glossed over', async () => {
    const text = flat(await runHistory([sampleRestart({ totalSeconds: 70 }), ordinaryRestart()]));
    assert.match(text, /takes no less time than an ordinary one \(8\.0 s more\)\./);
    assert.doesNotMatch(text, /in all/);
  });

  test('a hostile release cannot move the cursor', async () => {
    const { stdout } = await runHistory([sampleRestart({ toRelease: '6\u001b[2J\u202e' })], [], { tty: true });
    assert.doesNotMatch(plain(stdout).replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
  });
});

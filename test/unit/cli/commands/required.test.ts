import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { RestartReason } from '../../../../src/core/restart-required/restart-reason.ts';
import { columnsOf } from '../../../../src/cli/text/layout.ts';
import { FakeComputer, sampleFailure } from '../../../fakes/computer.ts';
import { sampleReason } from '../../../fakes/sample-reason.ts';
import { plain, runCli } from '../../../fakes/terminal.ts';
import { sampleCheck, samplePlan } from '../../../fakes/sample-plan.ts';
import { ok } from '../../../../src/core/result.ts';

function computer(restartRequired: boolean, ...restartReasons: readonly RestartReason[]): FakeComputer {
  const made = new FakeComputer();
  made.state = { restartRequired, restartReasons };
  return made;
}

const LIKELY = sampleReason({ kind: 'libraries', message: 'These still run what was updated: cron.service.', packages: [], confidence: 'likely', sources: ['needrestart'] });

describe('required', () => {
  test('exits 0 where a restart is required, 6 where not, and with the failure’s code where nobody knows', async () => {
    assert.equal((await runCli(['required'], computer(true, sampleReason()))).exitCode, 0);
    assert.equal((await runCli(['required'], computer(false))).exitCode, 6);
    assert.equal((await runCli(['required'], computer(false, LIKELY))).exitCode, 6);
    const failing = Object.assign(new FakeComputer(), { stateFailure: sampleFailure('read-failed') });
    assert.equal((await runCli(['required'], failing)).exitCode, 1);
  });

  test('prints each reason with how sure, since when and who says so', async () => {
    const sinceMs = new Date(2026, 10, 21, 14, 2).getTime();
    const { stdout } = await runCli(['required'], computer(true, sampleReason({ sinceMs, sources: ['required-file', 'package-kit'] }), LIKELY), { tty: true, columns: 200 });
    assert.equal(plain(stdout), [
      'A restart is required:',
      '  ! A package asks for it. (linux-image-amd64, libc6) (since 2026-11-21 14:02; says required-file, package-kit)',
      '  ? These still run what was updated: cron.service. (perhaps; says needrestart)', '',
    ].join('\n'));
    assert.equal((await runCli(['required'], computer(false))).stdout, 'No restart is required.\n');
    assert.match((await runCli(['required'], computer(false, LIKELY))).stdout, /^No restart is required for sure\. What speaks for one:\n {2}\? /);
  });

  test('many packages are counted, not listed', async () => {
    const reason = sampleReason({ message: 'Some asked.', packages: Array.from({ length: 50 }, (_, at) => `p${at}`), morePackages: 950 });
    assert.match((await runCli(['required'], computer(true, reason), { columns: 200, tty: true })).stdout, /\(p0, p1, p2, p3 and 996 more\)/);
  });

  test('--json has the keys of the contract and no others', async () => {
    const { stdout, exitCode } = await runCli(['required', '--json'], computer(true, { ...sampleReason(), secret: 1 } as RestartReason));
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(stdout), {
      schema: 1, required: true,
      reasons: [{ kind: 'requested', message: 'A package asks for it.', packages: ['linux-image-amd64', 'libc6'], morePackages: 0, sinceMs: null, confidence: 'sure', sources: ['required-file'] }],
    });
  });

  test('a hostile sentence moves no cursor', async () => {
    const { stdout } = await runCli(['required'], computer(true, sampleReason({ message: 'x\u001b[2J\r\nNo restart is required.' })));
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
  });
});

describe('status about restarts', () => {
  test('the first sure reason, and where the others are', async () => {
    const { stdout } = await runCli([], computer(true, LIKELY, sampleReason(), sampleReason({ kind: 'boot-chain' })), { tty: true, columns: 200 });
    assert.match(plain(stdout), /Restart needed +! yes: A package asks for it\. \(linux-image-amd64, libc6\) 2 more reasons: quick-restart required\n/);
  });
  test('what is only likely is a perhaps', async () => {
    assert.match(plain((await runCli([], computer(false, LIKELY), { tty: true, columns: 200 })).stdout), /Restart needed +\? perhaps: These still run/);
  });
  test('six facts at most, whatever there is to say', async () => {
    const all = computer(true, sampleReason(), LIKELY);
    all.loaded = '?';
    all.plan = ok(samplePlan({ checks: [sampleCheck({ id: 'newest-differs', result: 'warning', message: 'A newer kernel is installed.', hint: 'quick-restart now 7.0' })] }));
    const lines = plain((await runCli([], all, { tty: true, columns: 300 })).stdout).trimEnd().split('\n');
    assert.ok(lines.length <= 6, lines.join('\n'));
    assert.ok(lines.every((line) => columnsOf(line) <= 300));
  });
});

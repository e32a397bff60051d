import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { columnsOf } from '../../../../src/cli/text/layout.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { computerWith, FakeComputer, sampleFailure } from '../../../fakes/computer.ts';
import { ENTRY_FIELDS, forbiddenPlan, refusedPlan, RUNNING_RELEASE, sampleCheck, sampleEntry, samplePlan } from '../../../fakes/sample-plan.ts';
import { sampleFailedRestart } from '../../../fakes/sample-kernels.ts';
import type { FailedRestart } from '../../../../src/core/trial/failed-restart.ts';
import { sampleReason } from '../../../fakes/sample-reason.ts';
import { parse, plain, runCli } from '../../../fakes/terminal.ts';

describe('plan', () => {
  test('--json has the shape of the contract', async () => {
    const computer = computerWith({ plan: ok(samplePlan({ savedSeconds: { value: 23.1, from: 'firmware' } })) });
    const { exitCode, stdout } = await runCli(['plan', '--json'], computer);
    const json = parse(stdout) as { checks: object[]; entry: object };
    assert.equal(exitCode, 0);
    assert.deepEqual(Object.keys(json), ['schema', 'action', 'entry', 'kernel', 'initrds', 'commandLine', 'trial', 'addedWords', 'checks', 'policy', 'savedSeconds']);
    assert.deepEqual(Object.keys(json.checks[0]!), ['id', 'result', 'message', 'hint']);
    assert.deepEqual(Object.keys(json.entry), ENTRY_FIELDS);
    assert.deepEqual((json as unknown as { savedSeconds: object }).savedSeconds, { value: 23.1, from: 'firmware' });
  });

  test('says what would happen, from which kernel to which, with which command line', async () => {
    const computer = computerWith({ plan: ok(samplePlan({ savedSeconds: { value: 23.1, from: 'firmware' } })) });
    const { exitCode, stdout } = await runCli(['plan', '6.12'], computer);
    assert.equal(exitCode, 0);
    assert.deepEqual(computer.calls, ['plan 6.12']);
    assert.match(stdout, /^✓ A quick restart into 6\.12\.107\+deb13-amd64 is possible; it saves about 23 s, an\s+estimate\.$/m);
    const measured = computerWith({ plan: ok(samplePlan({ savedSeconds: { value: 23.1, from: 'measured' } })) });
    assert.match((await runCli(['plan'], measured)).stdout, /is possible; it saves about 23 s\.$/m);
    assert.match((await runCli(['status'], measured)).stdout, /✓ possible, saves about 23 s: quick-restart now$/m);
    assert.match(stdout, /Kernel +6\.12\.100\+deb13-amd64 → 6\.12\.107\+deb13-amd64$/m);
    assert.match(stdout, /Command line +root=UUID=8b3c1f52-95a4-4c02-9a5c-3c5c5f7a0d11 ro quiet splash$/m);
    assert.match(stdout, /✓ In order: default entry, kind of entry, kernel image/);
    assert.doesNotMatch(stdout, /already loaded|kexec load disabled/);
  });

  test('a refusal: reason, hint, exit code 3', async () => {
    const { exitCode, stdout } = await runCli(['plan'], computerWith({ plan: ok(refusedPlan()) }));
    assert.equal(exitCode, 3);
    assert.match(stdout, /^✗ A quick restart is not possible; an ordinary one is\.$/m);
    assert.match(stdout, /^ {2}✗ \/boot\/initrd\.img-6\.12\.107\+deb13-amd64 is cut off\.\n {4}Wait until the upgrade has ended/m);
  });

  test('no restart at all', async () => {
    const { exitCode, stdout } = await runCli(['plan'], computerWith({ plan: ok(forbiddenPlan()) }));
    assert.equal(exitCode, 3);
    assert.match(stdout, /should not be restarted now/);
  });

  test('no entry, several initrds, an empty command line, the running kernel again', async () => {
    assert.equal((await runCli(['plan'], computerWith({ plan: ok(samplePlan({ action: 'full', entry: null })) }))).exitCode, 3);
    const same = samplePlan({ entry: sampleEntry({ kernelRelease: RUNNING_RELEASE }), initrds: ['/boot/ucode.img', '/boot/initrd.img'], commandLine: '' });
    const { stdout } = await runCli(['plan'], computerWith({ plan: ok(same) }));
    assert.match(stdout, /Initrds +\/boot\/ucode\.img\n +\/boot\/initrd\.img/);
    assert.match(stdout, /Command line +\(empty\)/);
    assert.match(stdout, /the running one again/);
  });

  test('a long command line is wrapped, not cut', async () => {
    const commandLine = Array.from({ length: 60 }, (_, at) => `option${at}=value`).join(' ');
    const { stdout } = await runCli(['plan'], computerWith({ plan: ok(samplePlan({ commandLine })) }), { tty: true });
    assert.ok(plain(stdout).replace(/\s+/g, ' ').includes(commandLine));
    assert.ok(plain(stdout).split('\n').every((line) => columnsOf(line) <= 80));
  });

  test('refusals come before warnings, warnings before what is unknown', async () => {
    const checks = [
      sampleCheck({ id: 'lockdown', result: 'unknown', message: 'C' }),
      sampleCheck({ id: 'newest-differs', result: 'warning', message: 'B', hint: 'do b' }),
      sampleCheck({ id: 'initrds', result: 'refusal', message: 'A' }),
    ];
    const { stdout } = await runCli(['plan'], computerWith({ plan: ok(samplePlan({ action: 'full', checks })) }));
    assert.match(stdout, /✗ A\n {2}! B\n {4}do b\n {2}\? C\n/);
  });
});

describe('status', () => {
  test('about six lines, exit 0', async () => {
    const { exitCode, stdout } = await runCli([], new FakeComputer());
    assert.equal(exitCode, 0);
    assert.equal(stdout.trimEnd().split('\n').length, 6);
    assert.match(stdout, /Running kernel +6\.12\.100\+deb13-amd64/);
    assert.match(stdout, /Next restart +6\.12\.107\+deb13-amd64, Debian GNU\/Linux/);
    assert.match(stdout, /Quick restart +✓ possible/);
    assert.match(stdout, /Loaded +nothing/);
  });

  test('why a restart is needed, with the packages that asked', async () => {
    const computer = new FakeComputer();
    computer.state = { restartRequired: true, restartReasons: [sampleReason({ message: 'Packages asked for it.', packages: ['a', 'b', 'c', 'd', 'e', 'f'] })] };
    const { stdout } = await runCli([], computer);
    assert.match(stdout, /Restart needed +! yes: Packages asked for it\. \(a, b, c, d and 2 more\)/);
  });

  for (const [loaded, pattern] of [['?', /a kernel that another program loaded/], [sampleEntry().id, /! 6\.12\.107\+deb13-amd64; any restart/], ['other-id', /! other-id; any/]] as const) {
    test(`loaded: ${loaded}`, async () => {
      const { stdout } = await runCli([], computerWith({ loaded }));
      assert.match(stdout, pattern);
      assert.match(stdout, /quick-restart unload/);
    });
  }

  for (const [loaded, changes, next] of [
    ['hand:/srv/bzImage', [], /Next restart +\/srv\/bzImage, loaded by hand$/m],
    ['?', [], /Next restart +a kernel that another program loaded$/m],
    [sampleEntry().id, [], /Next restart +6\.12\.107\+deb13-amd64, Debian/],
    ['other-id', ['/boot/vmlinuz'], /Next restart +6\.12\.107\+deb13-amd64, Debian/],
  ] as const) {
    test(`what is loaded is what the next restart starts, unless its files changed: ${loaded} ${changes.join()}`, async () => {
      assert.match((await runCli([], computerWith({ loaded, changes }))).stdout, next);
    });
  }

  test('six facts: first that nothing is loaded gives way, then the usual policy', async () => {
    const facts = async (computer: FakeComputer): Promise<readonly string[]> => [...(await runCli([], computer)).stdout.matchAll(/^ {2}(\S.{0,14}?) {2,}/gm)].map((match) => match[1] ?? '');
    const failed = { failedRestarts: [sampleFailedRestart()] };
    const always = ['Running kernel', 'Restart needed', 'Next restart', 'Quick restart'];
    assert.deepEqual(await facts(new FakeComputer()), [...always, 'Loaded', 'Policy']);
    assert.deepEqual(await facts(computerWith({ state: failed })), [...always, 'Last failure', 'Policy']);
    assert.deepEqual(await facts(computerWith({ state: failed, loaded: '?' })), [...always, 'Last failure', 'Loaded']);
    assert.deepEqual(await facts(computerWith({ state: { policy: { kind: 'newest' } }, loaded: '?' })), [...always, 'Loaded', 'Policy']);
  });

  test('a plan that refuses, or cannot be made, is an answer', async () => {
    const refused = await runCli([], computerWith({ plan: ok(refusedPlan()) }));
    assert.equal(refused.exitCode, 0);
    assert.match(refused.stdout.replace(/\s+/g, ' '), /✗ not possible: \/boot\/initrd\.img-6\.12\.107\+deb13-amd64 is cut off\./);
    const failed = await runCli([], computerWith({ plan: err(sampleFailure('not-supported', 'Nothing that we read.')), listFailure: sampleFailure('not-supported') }));
    assert.equal(failed.exitCode, 0);
    assert.match(failed.stdout, /Next restart +unknown\n/);
    assert.match(failed.stdout, /✗ not possible: Nothing that we read\. Do something else\./);
  });

  test('another policy: what an ordinary restart would start is told apart', async () => {
    const newest = sampleEntry({ id: 'newest', kernelRelease: '7.0.1', default: false });
    const computer = computerWith({ plan: ok(samplePlan({ entry: newest, policy: 'newest' })) });
    computer.state = { policy: { kind: 'newest' } };
    const { stdout } = await runCli([], computer);
    assert.match(stdout, /Next restart +6\.12\.107/);
    assert.match(stdout, /✓ possible, into 7\.0\.1/);
    assert.match(stdout, /Policy +newest/);
  });

  test('when newest and boot loader differ, it says so', async () => {
    const check = sampleCheck({ id: 'newest-differs', result: 'warning', message: 'A newer kernel is installed.', hint: 'quick-restart now 7.0' });
    assert.match((await runCli([], computerWith({ plan: ok(samplePlan({ checks: [check] })) }))).stdout, /! A newer kernel is installed\. quick-restart now 7\.0/);
  });

  test('a loaded kernel whose files changed is told, with what to do', async () => {
    const { stdout } = await runCli([], computerWith({ loaded: 'x', changes: ['/boot/initrd.img-6.12'] }));
    assert.match(stdout.replace(/\s+/g, ' '), /Loaded ! x, which is out of date: \/boot\/initrd\.img-6\.12 changed since it was loaded\. Load it again: quick-restart load/);
    const json = parse((await runCli(['--json'], computerWith({ loaded: 'x', changes: ['/boot/initrd.img-6.12'] }))).stdout);
    assert.deepEqual(json['loadedChanges'], ['/boot/initrd.img-6.12']);
  });

  test('the last quick restart failed: told in one line, and in JSON; an old one that stands against nothing is not', async () => {
    const told = async (changes: Partial<FailedRestart>): Promise<string> => {
      const computer = new FakeComputer();
      computer.state = { failedRestarts: [sampleFailedRestart(changes)] };
      return (await runCli([], computer)).stdout.replace(/\s+/g, ' ');
    };
    assert.match(await told({}), /Last failure ! The quick restart into 6\.12\.107\S* on 2026-11-21 did not come up, .*See: quick-restart plan/);
    assert.match(await told({ latest: false }), /Last failure/);
    assert.match(await told({ refused: false }), /Last failure/);
    assert.doesNotMatch(await told({ latest: false, refused: false }), /Last failure/);
    const computer = new FakeComputer();
    computer.state = { failedRestarts: [sampleFailedRestart()] };
    const { messageWords, ...failed } = sampleFailedRestart();
    assert.deepEqual(parse((await runCli(['--json'], computer)).stdout)['failedRestarts'], [failed]);
    assert.ok(messageWords !== undefined);
  });

  test('every-restart mode is told where it is not off', async () => {
    assert.doesNotMatch((await runCli([], new FakeComputer())).stdout, /Every restart/);
    const { stdout } = await runCli([], computerWith({ state: { everyRestart: 'once', nextRestart: { kind: 'quick', entryId: 'x', kernelRelease: '6.13', possible: true, message: 'The next restart is a quick one, into 6.13.' } } }));
    assert.match(stdout.replace(/\s+/g, ' '), /Every restart once\. The next restart is a quick one, into 6\.13\./);
  });

  test('--json', async () => {
    const { stdout } = await runCli(['--json'], computerWith({ loaded: '?' }));
    const json = parse(stdout);
    assert.deepEqual(Object.keys(json), [
      'schema', 'version', 'answeredBy', 'runningKernelRelease', 'loaded', 'loadedEntry', 'loadedChanges', 'restartRequired', 'restartReasons', 'failedRestarts', 'policy', 'everyRestart', 'bootLoaderEntry', 'plan', 'error',
    ]);
    assert.deepEqual([json['loaded'], json['loadedEntry'], json['error'], json['answeredBy']], [true, null, null, 'helper']);
    const failed = parse((await runCli(['--json'], computerWith({ plan: err(sampleFailure('read-failed')) }))).stdout);
    assert.equal(failed['plan'], null);
    assert.deepEqual(failed['error'], { kind: 'read-failed', message: 'It failed: read-failed.', hint: 'Do something else.' });
  });
});

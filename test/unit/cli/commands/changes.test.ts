import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { ERRORS, type ErrorKind } from '../../../../src/contracts/errors.ts';
import { err } from '../../../../src/core/result.ts';
import { computerWith, FakeComputer, sampleFailure } from '../../../fakes/computer.ts';
import { plain, runCli } from '../../../fakes/terminal.ts';

describe('load', () => {
  test('loads, says what that means, and how to undo it', async () => {
    const computer = new FakeComputer();
    const { exitCode, stdout } = await runCli(['load', '6.12'], computer);
    assert.equal(exitCode, 0);
    assert.deepEqual(computer.calls, ['load 6.12']);
    assert.match(stdout, /Loaded 6\.12\.107\+deb13-amd64\. Any restart starts it directly/);
    assert.match(stdout, /quick-restart unload/);
  });

  test('--json', async () => {
    const json = JSON.parse((await runCli(['load', '--json'], new FakeComputer())).stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(json), ['schema', 'loaded', 'call', 'reason', 'plan']);
  });

  test('a password on a terminal; exit 4 without one', async () => {
    const computer = new FakeComputer();
    computer.wantsPassword.add('load');
    assert.equal((await runCli(['load'], computer)).exitCode, 4);
    const { exitCode, agent } = await runCli(['load'], computer, { tty: true });
    assert.equal(exitCode, 0);
    assert.deepEqual(agent, ['start', 'stop']);
  });

  test('Ctrl-C: unloaded again, 130', async () => {
    const computer = new FakeComputer();
    const interrupts = new AbortController();
    computer.during.set('load', () => interrupts.abort(130));
    const { exitCode } = await runCli(['load'], computer, { interrupts });
    assert.equal(exitCode, 130);
    assert.equal(computer.loaded, '');
  });

  test('Ctrl-C at the password: cancelled, not refused', async () => {
    const computer = computerWith({ loadFailure: sampleFailure('not-authorised') });
    const interrupts = new AbortController();
    computer.during.set('load', () => interrupts.abort(130));
    const { exitCode, stderr } = await runCli(['load'], computer, { interrupts });
    assert.equal(exitCode, 130);
    assert.match(stderr, /Cancelled: no kernel is loaded\./);
  });

  test('Ctrl-C at the password: what was loaded before still is, and that is said', async () => {
    const cancel = async (changes: Partial<FakeComputer>): Promise<string> => {
      const computer = computerWith({ loadFailure: sampleFailure('not-authorised'), ...changes });
      const interrupts = new AbortController();
      computer.during.set('load', () => interrupts.abort(130));
      const { exitCode, stderr } = await runCli(['load'], computer, { interrupts });
      assert.equal(exitCode, 130);
      return stderr.replace(/\s+/g, ' ');
    };
    assert.match(await cancel({ loaded: 'hand:/srv/bzImage' }), /Cancelled: what was loaded before is still loaded \(\/srv\/bzImage, loaded by hand\), and any restart starts it\. Hint: To unload it: quick-restart unload\./);
    assert.match(await cancel({ loaded: '?' }), /still loaded \(a kernel that another program loaded\)/);
    assert.match(await cancel({ stateFailure: sampleFailure('helper-unavailable') }), /whether something was loaded before could not be found out\. Hint: See: quick-restart status\./);
  });

  test('--root is handed on', async () => {
    assert.deepEqual((await runCli(['load', '--root', '/mnt'], new FakeComputer())).roots, ['/mnt']);
  });
});

describe('trust', () => {
  test('the policy’s kernel or the one that is named; asks again with a dialog where a password is wanted', async () => {
    const computer = new FakeComputer();
    const { exitCode, stdout } = await runCli(['trust'], computer);
    assert.equal(exitCode, 0);
    assert.match(stdout, /allowed again; the next one is a trial\./);
    computer.wantsPassword.add('trust');
    await runCli(['trust', 'debian'], computer, { tty: true });
    assert.deepEqual(computer.calls, ['trust', 'trust debian', 'trust debian interactive']);
  });
  test('nothing has failed: 6', async () => assert.equal((await runCli(['trust'], computerWith({ settingFailure: sampleFailure('nothing-failed') }))).exitCode, 6));
  test('--json', async () => assert.deepEqual(JSON.parse((await runCli(['trust', '--json'], new FakeComputer())).stdout), { schema: 1, trusted: true }));
});

describe('every-restart', () => {
  test('shows the mode and what the next restart will be', async () => {
    for (const words of [['every-restart'], ['every-restart', 'status']]) assert.match((await runCli(words, new FakeComputer())).stdout, /^off: restarts are ordinary ones, except by quick-restart now\.\n$/);
    const on = computerWith({ state: { everyRestart: 'on', nextRestart: { kind: 'quick', entryId: 'x', kernelRelease: '6.13', possible: true, message: 'The next restart is a quick one, into 6.13.' } } });
    assert.match((await runCli(['every-restart'], on)).stdout, /^on: every restart .*\.\nThe next restart is a quick one, into 6\.13\.\n$/);
    assert.deepEqual(JSON.parse((await runCli(['every-restart', 'status', '--json'], on)).stdout), { schema: 1, mode: 'on', nextRestart: { kind: 'quick', kernelRelease: '6.13', message: 'The next restart is a quick one, into 6.13.' } });
    assert.deepEqual(on.calls, []);
  });

  for (const mode of ['on', 'off', 'once', 'skip'] as const) {
    test(`sets ${mode}, and asks again with a dialog where a password is wanted`, async () => {
      const computer = new FakeComputer();
      computer.wantsPassword.add('setEveryRestart');
      const { exitCode, stdout } = await runCli(['every-restart', mode], computer, { tty: true });
      assert.deepEqual([exitCode, computer.calls], [0, [`setEveryRestart ${mode}`, `setEveryRestart ${mode} interactive`]]);
      assert.ok(plain(stdout).includes(`${mode}: `));
    });
  }

  test('another word: usage, and nothing is asked', async () => {
    const computer = new FakeComputer();
    const { exitCode, stderr } = await runCli(['every-restart', 'always'], computer);
    assert.deepEqual([exitCode, computer.calls], [2, []]);
    assert.match(stderr, /“always” is no mode\.\n {2}Hint: .*on, once, skip or off/);
  });

  test('refused: the exit code of the kind', async () => assert.equal((await runCli(['every-restart', 'on'], computerWith({ settingFailure: sampleFailure('not-supported') }))).exitCode, 5));
});

describe('unload', () => {
  test('unloads', async () => {
    const computer = computerWith({ loaded: '?' });
    const { exitCode, stdout } = await runCli(['unload'], computer);
    assert.equal(exitCode, 0);
    assert.equal(computer.loaded, '');
    assert.match(stdout, /unloaded/);
  });

  test('nothing loaded: 6', async () => assert.equal((await runCli(['unload'], new FakeComputer())).exitCode, 6));
  test('--json', async () => assert.deepEqual(JSON.parse((await runCli(['unload', '--json'], computerWith({ loaded: '?' }))).stdout), { schema: 1, unloaded: true }));
});

describe('default', () => {
  test('shows', async () => {
    assert.match((await runCli(['default'], new FakeComputer())).stdout, /^boot-loader: /);
    assert.deepEqual(JSON.parse((await runCli(['default', '--json'], new FakeComputer())).stdout), { schema: 1, policy: 'boot-loader' });
  });

  for (const [word, policy] of [['newest', { kind: 'newest' }], ['boot-loader', { kind: 'boot-loader' }], ['entry:a>b', { kind: 'entry', id: 'a>b' }]] as const) {
    test(`sets ${word}`, async () => {
      const computer = new FakeComputer();
      const { exitCode, stdout } = await runCli(['default', word], computer);
      assert.equal(exitCode, 0);
      assert.deepEqual(computer.state.policy, policy);
      assert.ok(stdout.includes(word));
    });
  }

  for (const word of ['nwest', 'entry:', 'entry']) {
    test(`${word} is no policy: 2`, async () => {
      const computer = new FakeComputer();
      assert.equal((await runCli(['default', word], computer)).exitCode, 2);
      assert.deepEqual(computer.calls, []);
    });
  }

  test("--boot-loader sets the boot loader's own", async () => {
    const computer = new FakeComputer();
    const { exitCode, stdout } = await runCli(['default', '--boot-loader', '6.12'], computer);
    assert.equal(exitCode, 0);
    assert.deepEqual(computer.calls, ['setBootLoaderDefault 6.12']);
    assert.match(stdout, /boot loader now starts “6\.12”/);
  });

  for (const argv of [['default', 'newest'], ['default', '--boot-loader', '6.12']]) {
    test(`${argv.join(' ')}: says where what was loaded was unloaded with it`, async () => {
      const computer = computerWith({ loaded: 'simple' });
      computer.during.set('setDefault', () => (computer.loaded = ''));
      computer.during.set('setBootLoaderDefault', () => (computer.loaded = ''));
      assert.match((await runCli(argv, computer)).stdout, /has been\s+unloaded\.\s+Load the new one: quick-restart load\n$/);
      assert.doesNotMatch((await runCli(argv, computerWith({ loaded: 'simple' }))).stdout, /unloaded/);
      assert.doesNotMatch((await runCli(argv, new FakeComputer())).stdout, /unloaded/);
    });
  }

  test('a setting that cannot be written', async () => {
    assert.equal((await runCli(['default', 'newest'], computerWith({ settingFailure: sampleFailure('settings-failed') }))).exitCode, 1);
  });
});

describe('every kind of failure', () => {
  for (const kind of Object.keys(ERRORS) as ErrorKind[]) {
    test(`${kind}: exit ${ERRORS[kind].exit}, one sentence, one hint, and both as JSON`, async () => {
      const computer = computerWith({ plan: err(sampleFailure(kind)) });
      const { exitCode, stdout, stderr } = await runCli(['plan', '--json'], computer);
      assert.equal(exitCode, ERRORS[kind].exit);
      assert.equal(stderr, `quick-restart: It failed: ${kind}.\n  Hint: Do something else.\n`);
      assert.deepEqual(JSON.parse(stdout), { error: { kind, message: `It failed: ${kind}.`, hint: 'Do something else.' } });
      assert.equal((await runCli(['plan'], computer)).stdout, '');
    });
  }

  test('of opening the service, in every command', async () => {
    for (const argv of [[], ['list'], ['plan'], ['load'], ['unload'], ['now', '--yes'], ['default'], ['default', 'newest']]) {
      assert.equal((await runCli(argv, new FakeComputer(), { serviceFailure: sampleFailure('usage') })).exitCode, 2, argv.join(' '));
    }
  });

  test('of reading', async () => {
    assert.equal((await runCli([], computerWith({ stateFailure: sampleFailure('read-failed') }))).exitCode, 1);
    assert.equal((await runCli(['list'], computerWith({ listFailure: sampleFailure('not-authorised') }))).exitCode, 4);
    assert.equal((await runCli(['default'], computerWith({ stateFailure: sampleFailure('helper-incompatible') }))).exitCode, 1);
  });

  test('usage with --json', async () => {
    const { exitCode, stdout } = await runCli(['stauts', '--json'], new FakeComputer());
    assert.equal(exitCode, 2);
    assert.equal((JSON.parse(stdout) as { error: { kind: string } }).error.kind, 'usage');
  });
});

describe('help and version', () => {
  for (const argv of [['--help'], ...['status', 'list', 'plan', 'load', 'unload', 'now', 'default'].map((command) => [command, '--help'])]) {
    test(argv.join(' '), async () => {
      const { exitCode, stdout } = await runCli(argv, new FakeComputer(), { tty: true });
      assert.equal(exitCode, 0);
      assert.match(plain(stdout), /^Usage: quick-restart/);
      assert.match(plain(stdout), /Examples:\n {2}quick-restart/);
      assert.ok(plain(stdout).split('\n').every((line) => line.length <= 80));
    });
  }

  test('--version', async () => assert.equal((await runCli(['--version'], new FakeComputer())).stdout, 'quick-restart 1.2.3\n'));
});

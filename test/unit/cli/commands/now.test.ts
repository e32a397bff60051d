import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { ok } from '../../../../src/core/result.ts';
import { computerWith, FakeComputer, sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { forbiddenPlan, refusedPlan, sampleEntry } from '../../../fakes/sample-plan.ts';
import { plain, runCli } from '../../../fakes/terminal.ts';

describe('now', () => {
  test('without a terminal and without --yes: usage, and nothing is even planned', async () => {
    const computer = new FakeComputer();
    const { exitCode, stderr } = await runCli(['now'], computer, { typed: 'y\n' });
    assert.equal(exitCode, 2);
    assert.match(stderr, /--yes/);
    assert.deepEqual(computer.calls, []);
  });

  test('asks once on a terminal; y restarts', async () => {
    const computer = new FakeComputer();
    const { exitCode, stdout, stderr } = await runCli(['now'], computer, { tty: true, typed: 'y\n' });
    assert.equal(exitCode, 0);
    assert.equal(computer.restarted, 'quick');
    assert.equal(stderr.match(/\[y\/N\]/g)?.length, 1);
    assert.match(plain(stdout), /✓ A quick restart into .* is possible\.[^]*Command line[^]*✓ Loaded\.\nRestarting quickly into 6\.12\.107\+deb13-amd64\.\n$/);
  });

  for (const typed of ['', '\n', 'n\n', 'no\n', 'yesterday\n', 'x\ny\n']) {
    test(`${JSON.stringify(typed)} is no`, async () => {
      const computer = new FakeComputer();
      const { exitCode, stderr } = await runCli(['now'], computer, { tty: true, typed });
      assert.equal(exitCode, 1);
      assert.deepEqual(computer.calls, ['plan']);
      assert.match(plain(stderr), /Cancelled: nothing was changed\./);
    });
  }

  for (const typed of ['y\n', 'Y\n', 'yes\n', ' YES \n', 'y']) {
    test(`${JSON.stringify(typed)} is yes`, async () => {
      assert.equal((await runCli(['now'], new FakeComputer(), { tty: true, typed })).exitCode, 0);
    });
  }

  test('piped with --yes: plain lines, no spinner, no escape', async () => {
    const { stdout, stderr } = await runCli(['now', '--yes'], new FakeComputer());
    assert.equal(stderr, 'Loading 6.12.107+deb13-amd64\nAsking logind to restart\n');
    assert.ok(!stdout.includes('\u001b'));
  });

  test('--json: one JSON on stdout, all else on stderr', async () => {
    const { stdout, stderr } = await runCli(['now', '--yes', '--json'], new FakeComputer());
    assert.deepEqual(JSON.parse(stdout), { schema: 1, restart: 'quick', entry: sampleEntry().id, kernelRelease: '6.12.107+deb13-amd64' });
    assert.match(stderr, /A quick restart into/);
    const full = await runCli(['now', '--yes', '--json', '--full'], new FakeComputer());
    assert.deepEqual(JSON.parse(full.stdout), { schema: 1, restart: 'full', entry: null, kernelRelease: null });
  });

  test('refused: exit 3, with the ways out', async () => {
    const { exitCode, stderr } = await runCli(['now', '--yes'], computerWith({ plan: ok(refusedPlan()) }));
    assert.equal(exitCode, 3);
    assert.match(stderr, /is cut off\.\n {2}Hint: .*--full/);
  });

  test('refused with --fallback: ordinary, and says why', async () => {
    const computer = computerWith({ plan: ok(refusedPlan()) });
    const { exitCode, stdout } = await runCli(['now', '--yes', '--fallback'], computer);
    assert.equal(exitCode, 0);
    assert.equal(computer.restarted, 'full');
    assert.match(stdout.replace(/\s+/g, ' '), /is cut off\. An ordinary restart is done instead\. Restarting the ordinary way\./);
  });

  test('a package manager at work: exit 3 in every way', async () => {
    for (const option of ['--yes', '--fallback', '--full']) {
      const computer = computerWith({ plan: ok(forbiddenPlan()) });
      const { exitCode, stderr } = await runCli(['now', '--yes', option], computer);
      assert.equal(exitCode, 3);
      assert.equal(computer.restarted, 'no');
      assert.match(stderr, /dpkg is changing the system/);
    }
  });

  test('inhibited: exit 3, names who, and its words cannot deceive', async () => {
    const { exitCode, stderr } = await runCli(['now', '--yes'], computerWith({ inhibitors: ok([sampleInhibitor({ why: 'x\u001b[2J\nfake' })]) }));
    assert.equal(exitCode, 3);
    assert.match(stderr, /packagekitd \(process 812, user root\): “x\\x1b\[2J\\x0afake”/);
  });

  test('others who are logged in are named; the person behind sudo is not', async () => {
    const sessions = ok([{ id: '1', uid: 1000, userName: 'anna', seat: '' }, { id: '2', uid: 1001, userName: 'ben', seat: '' }]);
    const { stdout } = await runCli(['now', '--yes'], computerWith({ sessions }), { ownUids: [0, 1000] });
    assert.match(stdout, /Also logged in: ben\./);
  });

  test('Ctrl-C: 130, unloaded, says so', async () => {
    const computer = new FakeComputer();
    const interrupts = new AbortController();
    computer.during.set('load', () => interrupts.abort(130));
    const { exitCode, stderr } = await runCli(['now', '--yes'], computer, { interrupts });
    assert.equal(exitCode, 130);
    assert.equal(computer.loaded, '');
    assert.match(stderr, /no kernel is loaded any more/);
  });

  test('Ctrl-C at the question: 130, nothing loaded', async () => {
    const computer = new FakeComputer();
    const interrupts = new AbortController();
    computer.during.set('plan', () => interrupts.abort(130));
    const { exitCode } = await runCli(['now'], computer, { tty: true, typed: 'y\n', interrupts });
    assert.equal(exitCode, 130);
    assert.deepEqual(computer.calls, ['plan']);
  });

  test('no system bus: 5', async () => {
    assert.equal((await runCli(['now', '--yes'], new FakeComputer(), { restartManagerFailure: sampleFailure('not-supported') })).exitCode, 5);
  });

  test('a spinner makes way for the password question', async () => {
    const computer = new FakeComputer();
    computer.wantsPassword.add('load');
    const { exitCode, agent, stderr } = await runCli(['now', '--yes'], computer, { tty: true });
    assert.equal(exitCode, 0);
    assert.deepEqual(agent, ['start', 'stop']);
    assert.ok(stderr.includes('Loading 6.12.107+deb13-amd64\r\u001b[K'));
  });
});

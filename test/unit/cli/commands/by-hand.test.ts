import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test, { describe } from 'node:test';
import { err, ok } from '../../../../src/core/result.ts';
import { computerWith, FakeComputer, sampleFailure, sampleInhibitor } from '../../../fakes/computer.ts';
import { sampleCheck, samplePlan } from '../../../fakes/sample-plan.ts';
import { runCli } from '../../../fakes/terminal.ts';

const BY_HAND = 'hand:/srv/bzImage';

describe('load --kernel', () => {
  test('root: an entry of its own, its paths whole, the command line of the running kernel and the words behind it', async () => {
    const computer = new FakeComputer();
    const { exitCode, byHand, roots } = await runCli(['load', '--kernel', 'arch/bzImage', '--initrd', '/boot/a', '--initrd', 'b', '--reuse-cmdline', '--append', 'debug'], computer, { isRoot: true });
    assert.equal(exitCode, 0);
    assert.deepEqual(roots, []);
    assert.deepEqual(byHand.map(({ kernel, initrds, commandLine }) => ({ kernel, initrds, commandLine })), [{ kernel: resolve('arch/bzImage'), initrds: ['/boot/a', resolve('b')], commandLine: 'root=/dev/vda1 ro debug' }]);
    assert.deepEqual(computer.calls, [`load hand:${resolve('arch/bzImage')}`]);
  });

  test('only the words that were written, where the running line is not wanted', async () => {
    const { byHand } = await runCli(['load', '--kernel', '/k', '--append', 'root=/dev/sda1 rw'], new FakeComputer(), { isRoot: true });
    assert.equal(byHand[0]?.commandLine, 'root=/dev/sda1 rw');
  });

  test('anybody else: 4, with the way to do it, and nothing is opened', async () => {
    const { exitCode, stderr, byHand } = await runCli(['load', '--kernel', '/k', '--append', 'ro'], new FakeComputer());
    assert.equal(exitCode, 4);
    assert.match(stderr, /by root only\.\n.*sudo/);
    assert.deepEqual(byHand, []);
  });

  test('no /proc/cmdline: said, not guessed', async () => {
    const { exitCode, stderr } = await runCli(['load', '--kernel', '/k', '--reuse-cmdline'], new FakeComputer(), { isRoot: true, commandLine: null });
    assert.equal(exitCode, 1);
    assert.match(stderr, /--append/);
  });
});

describe('a kernel that was loaded by hand', () => {
  test('status names its image, and what to do when it changed', async () => {
    const { stdout } = await runCli([], computerWith({ loaded: BY_HAND }));
    assert.match(stdout.replace(/\s+/g, ' '), /\/srv\/bzImage, loaded by hand; any restart starts it directly/);
    const changed = await runCli([], computerWith({ loaded: BY_HAND, changes: ['/srv/bzImage'] }));
    assert.match(changed.stdout.replace(/\s+/g, ' '), /out of date: \/srv\/bzImage changed.*quick-restart load --kernel/);
  });

  test('now starts it and loads nothing else', async () => {
    const computer = computerWith({ loaded: BY_HAND });
    const { exitCode, stdout } = await runCli(['now', '--yes'], computer);
    assert.equal(exitCode, 0);
    assert.equal(computer.restarted, 'quick');
    assert.equal(computer.loaded, BY_HAND);
    assert.deepEqual(computer.calls, ['plan', 'restartThroughKexec']);
    assert.match(stdout, /Loaded by hand: \/srv\/bzImage/);
  });

  test('now --json', async () => {
    const { stdout } = await runCli(['now', '--yes', '--json'], computerWith({ loaded: BY_HAND }));
    assert.deepEqual(JSON.parse(stdout), { schema: 1, restart: 'quick', entry: BY_HAND, kernelRelease: null });
  });

  test('now ENTRY and now --full mean something else', async () => {
    const named = computerWith({ loaded: BY_HAND });
    await runCli(['now', '--yes', '6.12'], named);
    assert.ok(named.calls.some((call) => call.startsWith('load ')));
    const full = computerWith({ loaded: BY_HAND });
    await runCli(['now', '--yes', '--full'], full);
    assert.deepEqual([full.loaded, full.restarted], ['', 'full']);
  });

  test('no at the question, and a failure of logind: it stays loaded, as before', async () => {
    const no = computerWith({ loaded: BY_HAND });
    const { exitCode, stderr } = await runCli(['now'], no, { tty: true, typed: 'n\n' });
    assert.equal(exitCode, 1);
    assert.match(stderr, /still loaded/);
    assert.deepEqual([no.loaded, no.restarted], [BY_HAND, 'no']);
    const failing = computerWith({ loaded: BY_HAND, kexecFailure: { kind: 'failed', detail: 'no' } });
    assert.equal((await runCli(['now', '--yes'], failing)).exitCode, 1);
    assert.equal(failing.loaded, BY_HAND);
  });

  test('its files changed, or it has gone, while the question waited', async () => {
    const changed = computerWith({ loaded: BY_HAND, changes: ['/srv/bzImage'] });
    const { exitCode, stderr } = await runCli(['now', '--yes'], changed);
    assert.equal(exitCode, 1);
    assert.match(stderr, /\/srv\/bzImage changed since/);
    const gone = computerWith({ loaded: BY_HAND });
    gone.during.set('plan', () => (gone.loaded = ''));
    assert.match((await runCli(['now', '--yes'], gone)).stderr, /not loaded any more/);
    assert.deepEqual([changed.restarted, gone.restarted], ['no', 'no']);
  });

  test('--fallback: where it cannot be started any more, an ordinary restart, with nothing loaded', async () => {
    for (const changes of [{ changes: ['/srv/bzImage'] }, { kexecFailure: { kind: 'flag-unknown', detail: '' } }] as const) {
      const computer = computerWith({ loaded: BY_HAND, ...changes });
      const { exitCode, stdout } = await runCli(['now', '--yes', '--fallback'], computer);
      assert.deepEqual([exitCode, computer.loaded, computer.restarted], [0, '', 'full']);
      assert.match(stdout.replace(/\s+/g, ' '), /An ordinary restart is done instead\./);
    }
  });

  test('--fallback goes over no lock and no no', async () => {
    const locked = computerWith({ loaded: BY_HAND, inhibitors: ok([sampleInhibitor()]) });
    assert.equal((await runCli(['now', '--yes', '--fallback'], locked)).exitCode, 3);
    const no = computerWith({ loaded: BY_HAND });
    await runCli(['now', '--fallback'], no, { tty: true, typed: 'n\n' });
    assert.deepEqual([locked.restarted, locked.loaded, no.restarted, no.loaded], ['no', BY_HAND, 'no', BY_HAND]);
  });

  test('a package manager at work, or a lock: 3; a broken default entry is not what starts', async () => {
    const refusal = (id: 'package-manager' | 'kernel-image') => ok(samplePlan({ action: 'none', checks: [sampleCheck({ id, result: 'refusal', against: 'any', message: 'In the way.' })] }));
    assert.equal((await runCli(['now', '--yes'], computerWith({ loaded: BY_HAND, plan: refusal('package-manager') }))).exitCode, 3);
    assert.equal((await runCli(['now', '--yes'], computerWith({ loaded: BY_HAND, inhibitors: ok([sampleInhibitor()]) }))).exitCode, 3);
    assert.equal((await runCli(['now', '--yes'], computerWith({ loaded: BY_HAND, plan: refusal('kernel-image') }))).exitCode, 0);
    const busy = err({ ...sampleFailure('no-entry'), checks: [sampleCheck({ id: 'package-manager', result: 'refusal', against: 'any', message: 'In the way.' })] });
    assert.equal((await runCli(['now', '--yes'], computerWith({ loaded: BY_HAND, plan: busy }))).exitCode, 3);
    assert.equal((await runCli(['now', '--yes'], computerWith({ loaded: BY_HAND, plan: err(sampleFailure('no-entry')) }))).exitCode, 0);
  });
});

describe('ways out', () => {
  for (const [option, place] of [['--boot-menu', 'boot-menu'], ['--firmware', 'firmware-setup']] as const) {
    test(`${option}: asked of logind right before an ordinary restart`, async () => {
      const computer = computerWith({ loaded: '?' });
      const { exitCode, stdout } = await runCli(['now', '--yes', '--json', option], computer);
      assert.equal(exitCode, 0);
      assert.deepEqual(computer.calls, ['plan', 'plan', 'unload', `lead ${place} true`, 'restart']);
      assert.equal(computer.restarted, 'full');
      assert.deepEqual(JSON.parse(stdout), { schema: 1, restart: 'full', entry: null, kernelRelease: null, place });
    });

    test(`${option}: taken back where the restart fails, and not asked for after a no`, async () => {
      const computer = computerWith({ restartFailure: { kind: 'failed', detail: 'no' } });
      assert.equal((await runCli(['now', '--yes', option], computer)).exitCode, 1);
      assert.deepEqual(computer.calls.slice(-3), [`lead ${place} true`, 'restart', `lead ${place} false`]);
      const no = new FakeComputer();
      await runCli(['now', option], no, { tty: true, typed: 'n\n' });
      assert.ok(no.calls.every((call) => !call.startsWith('lead')));
    });

    test(`${option} where logind cannot: 5, why, and what to do instead`, async () => {
      const computer = computerWith({ choices: ok({ 'boot-menu': false, 'firmware-setup': false }) });
      const { exitCode, stderr } = await runCli(['now', '--yes', option], computer);
      assert.equal(exitCode, 5);
      assert.match(stderr, /logind says so/);
      assert.match(stderr, /now (?:ENTRY )?--full/);
      assert.equal(computer.restarted, 'no');
    });
  }

  test('now ENTRY --full: the boot loader’s for once, right before an ordinary restart; taken back where that fails', async () => {
    const computer = computerWith({ loaded: '?', plan: ok(samplePlan({ policy: 'chosen' })) });
    const { exitCode, stdout } = await runCli(['now', '--full', '6.12'], computer, { tty: true, typed: 'y\n' });
    assert.equal(exitCode, 0);
    assert.deepEqual(computer.calls, ['plan 6.12', 'plan 6.12', 'unload', 'setOneShotEntry 6.12', 'restart']);
    assert.match(stdout, /Restarting the ordinary way into 6\.12\.107/);
    const failing = computerWith({ restartFailure: { kind: 'failed', detail: 'no' } });
    assert.equal((await runCli(['now', '--yes', '--full', '6.12'], failing)).exitCode, 1);
    assert.deepEqual(failing.calls.slice(-3), ['setOneShotEntry 6.12', 'restart', 'setOneShotEntry']);
    assert.equal(failing.oneShot, '');
    const impossible = computerWith({ settingFailure: sampleFailure('not-supported') });
    assert.equal((await runCli(['now', '--yes', '--full', '6.12'], impossible)).exitCode, 5);
    assert.equal(impossible.restarted, 'no');
  });

  test('no logind: 5', async () => {
    assert.equal((await runCli(['now', '--yes', '--firmware'], computerWith({ choices: err({ kind: 'absent', detail: '' }) }))).exitCode, 5);
  });

  test('--direct is refused with the reason, whatever else is said', async () => {
    const computer = new FakeComputer();
    for (const argv of [['now', '--direct'], ['now', '--direct', '--yes', '--full']]) {
      const { exitCode, stderr } = await runCli(argv, computer);
      assert.equal(exitCode, 5);
      assert.match(stderr, /file systems would be left as after a power failure\.\n.*quick-restart now/);
    }
    assert.deepEqual(computer.calls, []);
  });

  test('a failure of the state is no kernel by hand: the usual way, which tells it', async () => {
    assert.equal((await runCli(['now', '--yes'], computerWith({ stateFailure: sampleFailure('read-failed') }))).exitCode, 1);
  });
});

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { ACTIONS } from '../../../../src/cli/chainload/actions.ts';
import { WHY } from '../../../../src/cli/chainload/view/reasons.ts';
import { REASONS } from '../../../../src/core/chainload/state.ts';
import { chainloadMachine, type ChainloadMachine } from '../../../fakes/chainload-machine.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { NEW_RELEASE, OLD_RELEASE } from '../../../fakes/engine-machine.ts';
import { plain, runCli, type Ran } from '../../../fakes/terminal.ts';

const STATE = 'var/lib/quick-restart/chainload';

async function run(machine: ChainloadMachine, line: string): Promise<Ran> {
  const ran = await runCli(['chainload', ...line.split(' ')], new FakeComputer(), { chainload: machine.parts });
  return { ...ran, stdout: plain(ran.stdout).replaceAll(/\s+/g, ' '), stderr: ran.stderr.replaceAll(/\s+/g, ' ') };
}

async function json(machine: ChainloadMachine, line: string): Promise<{ readonly exitCode: number; readonly value: Readonly<Record<string, unknown>> }> {
  const { exitCode, stdout } = await runCli(['chainload', ...line.split(' '), '--json'], new FakeComputer(), { chainload: machine.parts });
  return { exitCode, value: JSON.parse(stdout) as Readonly<Record<string, unknown>> };
}

const bootIdOf = (machine: ChainloadMachine): string => machine.parts.engine.clock.read().bootId ?? '';

describe('chainload enable, disable, switch, confirm', () => {
  test('enable says what will be started, and what to do next', async (t) => {
    const { exitCode, stdout } = await run(chainloadMachine(t), `enable --kernel /boot/vmlinuz-${OLD_RELEASE} --initrd /boot/initrd.img-${OLD_RELEASE} --reuse --delay 5`);
    assert.equal(exitCode, 0);
    assert.match(stdout, /Slot a is set up\. From the next start on, this machine starts 6\.12\.100\+deb13-amd64 \(\/boot\/vmlinuz-.*\), after 5 s in which a key stays\./);
    assert.match(stdout, /chainload test.*chainload disable/);
  });

  test('by init=, it names the word for the provider; and again when it is undone', async (t) => {
    const machine = chainloadMachine(t);
    assert.match((await run(machine, 'enable --entry default --how init')).stdout, /init=\/usr\/lib\/quick-restart\/chainload-init/);
    assert.match((await run(machine, 'status')).stdout, /nothing was decided in this boot\. Is init=\/usr\/lib\S+ on the provider's command line\?/);
    assert.match((await run(machine, 'disable')).stdout, /Take this word off .* before the package is removed: init=\/usr\/lib/);
  });

  test('as JSON', async (t) => {
    const machine = chainloadMachine(t);
    assert.deepEqual((await json(machine, 'enable --entry default')).value, { schema: 1, enabled: true, slot: 'a', active: 'a', kernel: `/boot/vmlinuz-${NEW_RELEASE}`, kernelRelease: NEW_RELEASE, how: 'systemd', delaySeconds: 10, checks: [] });
    assert.deepEqual((await json(machine, 'enable --slot b --entry default')).value['active'], 'a');
    assert.deepEqual((await json(machine, 'switch')).value, { schema: 1, active: 'b', before: 'a' });
    assert.deepEqual((await json(machine, 'disable')).value, { schema: 1, disabled: ['systemd'], forgotten: false });
    assert.deepEqual(await json(machine, 'disable'), { exitCode: 6, value: { schema: 1, disabled: [], forgotten: false } });
    assert.deepEqual(await json(machine, 'confirm'), { exitCode: 6, value: { schema: 1, confirmed: null } });
  });

  test('a refusal: exit 3, what is wrong and what to do, also as JSON', async (t) => {
    const machine = chainloadMachine(t);
    const ran = await run(machine, 'enable --kernel /nothing --reuse');
    assert.equal(ran.exitCode, 3);
    assert.match(ran.stderr, /quick-restart: The kernel image \/nothing is missing\. .*Hint: /);
    assert.equal(((await json(machine, 'enable --kernel /nothing --reuse')).value['error'] as { readonly kind: string }).kind, 'refused');
  });

  test('somebody who is not root: exit 4, and the same with sudo', async (t) => {
    const machine = chainloadMachine(t, { isRoot: false });
    for (const line of ['enable', 'disable', 'confirm', 'switch']) {
      const { exitCode, stderr } = await run(machine, line);
      assert.equal(exitCode, 4, line);
      assert.match(stderr, new RegExp(`sudo quick-restart chainload ${line}`));
    }
  });

  test('switch: the other slot or the one that is named, with all its tries; not one that names no kernel', async (t) => {
    const machine = chainloadMachine(t);
    await run(machine, 'enable --entry default');
    assert.equal((await run(machine, 'switch')).exitCode, 2);
    await run(machine, `enable --slot b --entry ${OLD_RELEASE}`);
    machine.write(`${STATE}/tries`, 'a=2\nb=3\n');
    assert.match((await run(machine, 'switch')).stdout, /Slot b is the active one now, and a the backup/);
    assert.equal(machine.read(`${STATE}/tries`), 'a=2\nb=0\n');
    assert.match((await run(machine, 'switch a')).stdout, /Slot a is the active one now/);
    assert.match((await run(machine, 'switch a')).stdout, /counted anew/);
  });

  test('confirm has the program count, and looks whether it did', async (t) => {
    const machine = chainloadMachine(t, { machine: { commandLine: 'ro quick_restart.chained=a provider=1' } });
    machine.write(`${STATE}/tries`, 'a=1\nb=2\n');
    assert.match((await run(machine, 'confirm')).stdout, /Slot a has all its tries again/);
    assert.equal(machine.read(`${STATE}/tries`), 'a=0\nb=2\n');
    machine.write('usr/lib/quick-restart/chainload', '#!/bin/sh\nexit 0\n');
    machine.write(`${STATE}/tries`, 'a=1\n');
    assert.match((await run(machine, 'confirm')).stderr, /the counter of slot a still says 1/);
    rmSync(join(machine.root, 'usr/lib/quick-restart/chainload'));
    assert.match((await run(machine, 'confirm')).stderr, /is not installed/);
  });
});

describe('chainload status', () => {
  test('nothing set up', async (t) => assert.match((await run(chainloadMachine(t), 'status')).stdout, /Chain loading off This boot not chain loaded/));

  test('chained, from the active slot or from the backup', async (t) => {
    const machine = chainloadMachine(t, { machine: { commandLine: 'quick_restart.chained=b ro' } });
    await run(machine, 'enable --entry default');
    await run(machine, `enable --slot b --entry ${OLD_RELEASE} --reuse`);
    machine.write(`${STATE}/tries`, 'a=3\nb=1\n');
    const { stdout } = await run(machine, 'status');
    assert.match(stdout, /on, by systemd; 10 s to press a key/);
    assert.match(stdout, /chain loaded from slot b, the backup; slot a did not come up\. Keep this one: sudo quick-restart chainload switch b/);
    assert.match(stdout, /Slot a active, .? ?3 of 3 tries used up/);
    assert.match(stdout, /Slot b backup, .? ?1 of 3 tries without a confirmed boot/);
    const { value } = await json(machine, 'status');
    assert.deepEqual(Object.keys(value), ['schema', 'enabled', 'how', 'chained', 'kernelRelease', 'active', 'delaySeconds', 'tries', 'slots', 'last', 'problems']);
    assert.equal(value['chained'], 'b');
    assert.deepEqual((value['slots'] as { readonly a: object }).a, { kernel: `/boot/vmlinuz-${NEW_RELEASE}`, initrds: [`/boot/initrd.img-${NEW_RELEASE}`], append: 'root=UUID=11111111-2222-3333-4444-555555555555 ro quiet', reuse: false, entry: 'default', tries: 3, usedUp: true });
  });

  for (const why of REASONS) {
    test(`not chained: ${why}`, async (t) => {
      const machine = chainloadMachine(t);
      await run(machine, 'enable --entry default');
      machine.write(`${STATE}/last`, `boot=${bootIdOf(machine)}\nslot=none\nwhy=${why}\nat=1700000000\n`);
      assert.ok((await run(machine, 'status')).stdout.includes(`not chain loaded: ${WHY[why]}.`));
      machine.write(`${STATE}/last`, `boot=another\nslot=none\nwhy=${why}\n`);
      assert.match((await run(machine, 'status')).stdout, /nothing was decided in this boot/);
    });
  }

  test('a line that is not understood is named', async (t) => {
    const machine = chainloadMachine(t);
    machine.write('etc/quick-restart/chainload.conf', '# x\nenabled=oui\n');
    assert.match((await run(machine, 'status')).stdout, /off: chainload\.conf has a line .* chainload\.conf, line 2: enabled must be yes or no, not “oui”\./);
    assert.deepEqual((await json(machine, 'status')).value['problems'], [{ line: 2, message: 'enabled must be yes or no, not “oui”.' }]);
  });
});

describe('chainload test', () => {
  test('what would be started, with every check; exit 0', async (t) => {
    const machine = chainloadMachine(t, { machine: { commandLine: 'root=UUID=11111111-2222-3333-4444-555555555555 ro quick_restart.chained=b' } });
    await run(machine, `enable --kernel /boot/vmlinuz-${OLD_RELEASE} --initrd /boot/initrd.img-${OLD_RELEASE} --reuse`);
    const { exitCode, stdout } = await run(machine, 'test');
    assert.equal(exitCode, 0);
    assert.match(stdout, /Slot a would be started, after 10 s in which a key stays\. .*Command line root=UUID=\S+ ro panic=30 quick_restart\.chained=a/);
    assert.equal((await json(machine, 'test')).value['possible'], true);
  });

  test('a kernel that went bad since; one that has gone: the backup', async (t) => {
    const machine = chainloadMachine(t);
    await run(machine, 'enable --entry default');
    await run(machine, `enable --slot b --entry ${OLD_RELEASE}`);
    machine.write(`boot/vmlinuz-${NEW_RELEASE}`, 'no kernel');
    const { exitCode, stdout } = await run(machine, 'test');
    assert.equal(exitCode, 3);
    assert.match(stdout, /Slot a would be tried, and would not come up\./);
    rmSync(join(machine.root, `boot/vmlinuz-${NEW_RELEASE}`));
    assert.match((await run(machine, 'test')).stdout, /Slot b would be started.* Slot a names a kernel or an initrd that is not there\./);
  });

  test('nothing: exit 3 and why', async (t) => {
    const machine = chainloadMachine(t);
    assert.match((await run(machine, 'test')).stdout, /Nothing would be chain loaded: it is switched off\./);
    await run(machine, 'enable --entry default');
    rmSync(join(machine.root, 'etc/systemd/system/sysinit.target.wants'), { recursive: true });
    const { exitCode, stdout } = await run(machine, 'test');
    assert.deepEqual([exitCode, /nothing runs it at boot/.test(stdout)], [3, true]);
  });
});

describe('help', () => {
  for (const words of [[], ...Object.keys(ACTIONS).map((action) => [action])]) {
    test(['chainload', ...words, '--help'].join(' '), async () => {
      const { exitCode, stdout } = await runCli(['chainload', ...words, '--help'], new FakeComputer(), { tty: true });
      assert.equal(exitCode, 0);
      assert.match(plain(stdout), /^Usage: quick-restart chainload/);
      assert.match(plain(stdout), /Examples:\n {2}sudo quick-restart/);
      assert.ok(plain(stdout).split('\n').every((line) => line.length <= 80));
    });
  }

  test('the program’s own help names it', async () => assert.match((await runCli(['--help'], new FakeComputer())).stdout, /chainload \[ACTION\]/));
});

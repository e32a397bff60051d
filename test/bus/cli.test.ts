import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { ChildProgram, until } from '../fakes/dbus/child-program.ts';
import { type Mock, startLogind, startPolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';
import { NEXT_RELEASE, sampleEntry } from '../fakes/sample-plan.ts';

const LOGIND = 'org.freedesktop.login1.Manager';
const ALL_ACTIONS = ['org.quickrestart1.load', 'org.quickrestart1.load-recovery', 'org.quickrestart1.set-default', 'org.quickrestart1.set-boot-loader-default'];

describe('the program on a bus, with the helper, polkit and logind', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let helper: ChildProgram;
  let polkit: Mock;
  let logind: Mock;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    polkit = await startPolkit(bus, control);
    await polkit.configure('SetAllowed', 'as', [ALL_ACTIONS]);
    logind = await startLogind(bus, control);
    helper = await startHelper(bus, control);
  });
  after(() => bus.stop());

  function start(...argv: string[]): ChildProgram {
    return bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'src/cli/index.ts', ...argv], { LANG: 'C.UTF-8' });
  }

  async function run(...argv: string[]): Promise<{ readonly code: number | string; readonly output: string }> {
    const program = start(...argv);
    return { code: await program.ended, output: program.output };
  }

  /** Replaces what a method of logind answers. */
  function answer(member: string, takes: string, gives: string, code: string): Promise<void> {
    return logind.configure('AddMethod', 'sssss', [LOGIND, member, takes, gives, code]);
  }

  async function loadedEntry(): Promise<unknown> {
    return (JSON.parse((await run('status', '--json')).output) as { loadedEntry: unknown }).loadedEntry;
  }

  test('status, list and plan come from the helper', async () => {
    const status = JSON.parse((await run('status', '--json')).output) as Record<string, unknown>;
    assert.equal(status['answeredBy'], 'helper');
    assert.equal(status['loaded'], false);
    const list = JSON.parse((await run('list', '--json')).output) as { entries: { id: string }[]; diagnostics: unknown[] };
    assert.equal(list.entries[0]!.id, sampleEntry().id);
    assert.equal(list.diagnostics.length, 1);
    assert.equal((await run('plan')).code, 0);
    assert.deepEqual(await run('plan', 'unknown'), { code: 2, output: 'quick-restart: There is no entry “unknown”.\n  Hint: quick-restart list shows them.\n' });
    assert.equal((await run('plan', 'refused')).code, 3);
  });

  test('load, unload, unload again', async () => {
    assert.equal((await run('load')).code, 0);
    assert.equal(await loadedEntry(), 'default');
    assert.equal((await run('unload')).code, 0);
    assert.equal((await run('unload')).code, 6);
  });

  test('now asks logind for a restart through kexec, once', async () => {
    const { code, output } = await run('now', '--yes');
    assert.equal(code, 0, output);
    assert.match(output, new RegExp(`Restarting quickly into ${NEXT_RELEASE.replaceAll('+', '\\+')}\\.\n`));
    assert.equal(logind.program.output.match(/RebootWithFlags 2\n/g)?.length, 1);
    assert.equal(await loadedEntry(), sampleEntry().id);
  });

  test('now --firmware and --boot-menu: asked of logind, then an ordinary restart; taken back where that fails', async () => {
    for (const [option, can, set, takes, on, off] of [
      ['--firmware', 'CanRebootToFirmwareSetup', 'SetRebootToFirmwareSetup', 'b', 'True', 'False'],
      ['--boot-menu', 'CanRebootToBootLoaderMenu', 'SetRebootToBootLoaderMenu', 't', '60000000', '18446744073709551615'],
    ] as const) {
      await answer(can, '', 's', 'ret = "na"');
      await answer(set, takes, '', '');
      const impossible = await run('now', '--yes', option);
      assert.equal(impossible.code, 5, impossible.output);
      assert.doesNotMatch(logind.program.output, new RegExp(`${set} `));
      await answer(can, '', 's', 'ret = "yes"');
      const from = logind.program.output.length;
      assert.equal((await run('now', '--yes', option)).code, 0);
      assert.match(logind.program.output.slice(from), new RegExp(`${set} ${on}\n[^]* Reboot False\n`));
      await answer('Reboot', 'b', '', 'raise dbus.exceptions.DBusException("no", name="org.freedesktop.login1.OperationInProgress")');
      assert.equal((await run('now', '--yes', option)).code, 1);
      assert.match(logind.program.output.slice(from), new RegExp(`${set} ${off}\n`));
      await answer('Reboot', 'b', '', '');
    }
  });

  test('now --full unloads what is loaded and asks for an ordinary restart', async () => {
    assert.equal((await run('now', '--yes', '--full')).code, 0);
    assert.equal(await loadedEntry(), null);
    assert.match(logind.program.output, / Reboot False\n/);
  });

  test('a lock on shutdown is named, and nothing is loaded', async () => {
    await answer('ListInhibitors', '', 'a(ssssuu)', "ret = [('shutdown:sleep', 'packagekitd', 'Installing updates', 'block', 0, 812), ('shutdown', 'x', 'y', 'delay', 0, 1)]");
    const { code, output } = await run('now', '--yes', '--fallback');
    await answer('ListInhibitors', '', 'a(ssssuu)', 'ret = []');
    assert.equal(code, 3);
    assert.match(output, /blocked by packagekitd \(process 812, user root\): “Installing updates”\./);
    assert.equal(await loadedEntry(), null);
  });

  test('logind refuses: unloaded, exit 4', async () => {
    await answer('RebootWithFlags', 't', '', "raise dbus.exceptions.DBusException('Not you', name='org.freedesktop.DBus.Error.AccessDenied')");
    const { code, output } = await run('now', '--yes');
    assert.equal(code, 4, output);
    assert.equal(await loadedEntry(), null);
  });

  test('logind without the flag: unloaded, exit 5; with --fallback the ordinary restart', async () => {
    await answer('RebootWithFlags', 't', '', "raise dbus.exceptions.DBusException('No such flag', name='org.freedesktop.DBus.Error.InvalidArgs')");
    assert.equal((await run('now', '--yes')).code, 5);
    assert.equal(await loadedEntry(), null);
    const before = ordinaryRestarts();
    assert.equal((await run('now', '--yes', '--fallback')).code, 0);
    assert.equal(ordinaryRestarts(), before + 1);
    assert.equal(await loadedEntry(), null);
    await answer('RebootWithFlags', 't', '', '');
  });

  test('not authorised to load: exit 4, logind is not asked', async () => {
    await polkit.configure('SetAllowed', 'as', [[]]);
    const asked = logind.program.output.length;
    assert.equal((await run('now', '--yes')).code, 4);
    await polkit.configure('SetAllowed', 'as', [ALL_ACTIONS]);
    assert.doesNotMatch(logind.program.output.slice(asked), / Reboot/);
  });

  test('Ctrl-C while a load hangs: twice ends the program, and the helper unloads', async () => {
    const program = start('load', 'slow');
    await helper.saw(/event: loading slow/);
    program.child.kill('SIGINT');
    await program.saw(/Cancelling/);
    program.child.kill('SIGINT');
    assert.equal(await program.ended, 130);
    await helper.saw(/event: aborted and unloaded/);
    assert.equal(await loadedEntry(), null);
  });

  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    test(`${signal} while logind thinks: when it refuses, the kernel is unloaded, exit ${code}`, async () => {
      await answer('RebootWithFlags', 't', '', "import time\ntime.sleep(1.5)\nraise dbus.exceptions.DBusException('Not you', name='org.freedesktop.DBus.Error.AccessDenied')");
      const seen = helper.output.length;
      const program = start('now', '--yes');
      await until(() => helper.output.slice(seen).includes('event: loaded'), 'the load');
      await program.saw(/Asking logind/);
      program.child.kill(signal);
      assert.equal(await program.ended, code, program.output);
      assert.match(program.output, /no kernel is loaded any more/);
      assert.equal(await loadedEntry(), null);
      await answer('RebootWithFlags', 't', '', '');
    });
  }

  test('the helper dies during a load: told, nothing loaded, the next call works', async () => {
    const program = start('load', 'slow');
    await until(() => (helper.output.match(/event: loading slow/g)?.length ?? 0) === 2, 'the second load');
    await helper.end('SIGKILL');
    const code = await program.ended;
    helper = await startHelper(bus, control);
    assert.equal(code, 1, program.output);
    assert.match(program.output, /quick-restart: .+\n {2}Hint: .+\n/);
    assert.equal(await loadedEntry(), null);
  });

  function ordinaryRestarts(): number {
    return logind.program.output.match(/ Reboot False\n/g)?.length ?? 0;
  }
});

describe('the program without a bus', () => {
  async function run(...argv: string[]): Promise<{ readonly code: number | string; readonly output: string }> {
    const program = new ChildProgram([process.execPath, '--disable-warning=ExperimentalWarning', 'src/cli/index.ts', ...argv], { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent' });
    return { code: await program.ended, output: program.output };
  }

  test('status is answered by the program itself', async () => {
    const { code, output } = await run('status', '--json');
    assert.equal(code, 0);
    assert.equal((JSON.parse(output) as { answeredBy: string }).answeredBy, 'here');
  });

  test('a reader that goes away is no reason to complain', async () => {
    const line = `set -o pipefail; "${process.execPath}" --disable-warning=ExperimentalWarning src/cli/index.ts --help | true`;
    const program = new ChildProgram(['/bin/bash', '-c', line]);
    assert.equal(await program.ended, 0);
    assert.equal(program.output, '');
  });

  test('now needs logind: exit 5', async () => assert.equal((await run('now', '--yes')).code, 5));
  test('a root that is no directory: exit 2', async () => assert.equal((await run('list', '--root', '/dev/null')).code, 2));
});

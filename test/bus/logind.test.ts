import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Variant } from 'dbus-native';
import { Logind } from '../../src/adapters/dbus/logind.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { until } from '../fakes/dbus/child-program.ts';
import { type Mock, ownerOf, startLogind } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';

const MANAGER = 'org.freedesktop.login1.Manager';

describe('restarts by logind', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let logind: Logind;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    logind = new Logind(control);
  });
  after(() => bus.stop());

  async function withLogind(options: { readonly withFlags: boolean }, work: (mock: Mock) => Promise<void>): Promise<void> {
    const mock = await startLogind(bus, control, options);
    try {
      await work(mock);
    } finally {
      await mock.program.end('SIGKILL');
      await until(async () => (await ownerOf(control, 'org.freedesktop.login1')) === '', 'logind gone');
    }
  }

  const answers = async (mock: Mock, member: string, input: string, output: string, code: string): Promise<void> => mock.configure('AddMethod', 'sssss', [MANAGER, member, input, output, code]);
  const raises = (name: string): string => `raise dbus.exceptions.DBusException('logind says no', name='${name}')`;

  test('through kexec: RebootWithFlags with bit 0x02, and nothing else', () =>
    withLogind({ withFlags: true }, async (mock) => {
      assert.deepEqual(await logind.restartThroughKexec(false), { ok: true, value: null });
      await mock.program.saw(/RebootWithFlags 2\b/);
      assert.doesNotMatch(mock.program.output, /Reboot (True|False)/);
    }));

  test('ordinarily: Reboot, which never starts a loaded kernel', () =>
    withLogind({ withFlags: true }, async (mock) => {
      assert.deepEqual(await logind.restart(false), { ok: true, value: null });
      await mock.program.saw(/Reboot False/);
      assert.deepEqual(await logind.restart(true), { ok: true, value: null });
      await mock.program.saw(/Reboot True/);
      assert.doesNotMatch(mock.program.output, /RebootWithFlags/);
    }));

  test('whether the machine goes down: its property; null where nobody answers', async () => {
    assert.equal(await logind.isGoingDown(), null);
    await withLogind({ withFlags: true }, async (mock) => {
      assert.equal(await logind.isGoingDown(), false);
      await mock.configure('UpdateProperties', 'sa{sv}', [MANAGER, [['PreparingForShutdown', new Variant('b', true)]]]);
      assert.equal(await logind.isGoingDown(), true);
    });
  });

  test('logind without the method: flag-unknown, and nothing was restarted', () =>
    withLogind({ withFlags: false }, async (mock) => {
      const asked = await logind.restartThroughKexec(false);
      assert.equal(!asked.ok && asked.error.kind, 'flag-unknown');
      assert.doesNotMatch(mock.program.output, /emit|Reboot (True|False)/);
    }));

  for (const [name, kind] of [
    ['org.freedesktop.DBus.Error.InvalidArgs', 'flag-unknown'],
    ['org.freedesktop.DBus.Error.AccessDenied', 'not-authorised'],
    ['org.freedesktop.DBus.Error.InteractiveAuthorizationRequired', 'authentication-required'],
    ['org.freedesktop.login1.BlockedByInhibitorLock', 'inhibited'],
    ['org.freedesktop.login1.OperationInProgress', 'failed'],
    ['org.freedesktop.DBus.Error.Failed', 'failed'],
  ] as const) {
    test(`${name}: ${kind}`, () =>
      withLogind({ withFlags: true }, async (mock) => {
        await answers(mock, 'RebootWithFlags', 't', '', raises(name));
        assert.deepEqual(await logind.restartThroughKexec(false), { ok: false, error: { kind, detail: 'logind says no' } });
      }));
  }

  test('CanReboot: the words that logind has, and unknown for a new one', () =>
    withLogind({ withFlags: true }, async (mock) => {
      for (const word of ['yes', 'no', 'challenge', 'na', 'inhibited', 'inhibitor-blocked', 'challenge-inhibitor-blocked']) {
        await answers(mock, 'CanReboot', '', 's', `ret = '${word}'`);
        assert.deepEqual(await logind.canRestart(), { ok: true, value: word });
      }
      await answers(mock, 'CanReboot', '', 's', "ret = 'perhaps'");
      assert.deepEqual(await logind.canRestart(), { ok: true, value: 'unknown' });
    }));

  test('ListInhibitors and ListSessions', () =>
    withLogind({ withFlags: true }, async (mock) => {
      const rows = "[('shutdown:sleep', 'apt', 'installing', 'block', 1000, 4711), ('shutdown', 'x', 'y', 'block-weak', 0, 1), ('shutdown', 'x', 'y', 'new-mode', 0, 1)]";
      await answers(mock, 'ListInhibitors', '', 'a(ssssuu)', `ret = ${rows}`);
      const inhibitors = await logind.inhibitors();
      assert.deepEqual(inhibitors.ok && inhibitors.value[0], { what: ['shutdown', 'sleep'], who: 'apt', why: 'installing', mode: 'block', uid: 1000, pid: 4711 });
      assert.deepEqual(inhibitors.ok && inhibitors.value.map((one) => one.mode), ['block', 'block-weak', 'unknown']);
      await answers(mock, 'ListSessions', '', 'a(susso)', "ret = [('c1', 1000, 'ada', 'seat0', '/org/freedesktop/login1/session/c1')]");
      assert.deepEqual(await logind.sessions(), { ok: true, value: [{ id: 'c1', uid: 1000, userName: 'ada', seat: 'seat0' }] });
    }));

  test('an answer of other types than documented: failed, never guessed', () =>
    withLogind({ withFlags: true }, async (mock) => {
      await answers(mock, 'ListSessions', '', 'a(ss)', "ret = [('a', 'b')]");
      const asked = await logind.sessions();
      assert.equal(!asked.ok && asked.error.kind, 'failed');
    }));

  test('a polkit that is not there, as logind hands on what the bus says of it: failed, for logind is there', () =>
    withLogind({ withFlags: true }, async (mock) => {
      const raise = "raise dbus.exceptions.DBusException('Unit polkit.service is masked.', name='org.freedesktop.systemd1.UnitMasked')";
      await answers(mock, 'CanReboot', '', 's', raise);
      await answers(mock, 'Reboot', 'b', '', raise);
      for (const asked of [await logind.canRestart(), await logind.restart(false)]) {
        assert.deepEqual(!asked.ok && asked.error, { kind: 'failed', detail: 'Unit polkit.service is masked.' });
      }
    }));

  test('no logind on this bus: absent', async () => {
    for (const asked of [await logind.canRestart(), await logind.restart(false), await logind.restartThroughKexec(false), await logind.inhibitors()]) {
      assert.equal(!asked.ok && asked.error.kind, 'absent');
    }
  });
});

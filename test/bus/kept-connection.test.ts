import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { Logind } from '../../src/adapters/dbus/logind.ts';
import { KeptConnection } from '../../src/main/bus/kept-connection.ts';
import { until } from '../fakes/dbus/child-program.ts';
import { startLogind } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';

const GET_ID = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'GetId', answer: 's' } as const;

describe('a connection that outlives its bus', () => {
  async function kept(t: TestContext): Promise<{ readonly bus: PrivateBus; readonly connection: KeptConnection; readonly count: () => number }> {
    const bus = await PrivateBus.start();
    const connection = new KeptConnection(bus.address);
    let count = 0;
    connection.onConnection(() => {
      count += 1;
      return Promise.resolve();
    });
    t.after(async () => {
      await connection.close();
      await bus.stop();
    });
    return { bus, connection, count: () => count };
  }

  test('the bus dies and comes back: connected again by itself, and watches set up anew', async (t) => {
    const { bus, connection, count } = await kept(t);
    await connection.open();
    assert.equal(count(), 1);
    await bus.restart();
    await until(() => count() === 2, 'a second connection', 15_000);
    assert.equal((await connection.call(GET_ID)).ok, true);
  });

  test('a call while it is down fails at once, and one when it is back does not wait for the timer', async (t) => {
    const { bus, connection, count } = await kept(t);
    await connection.open();
    await bus.daemon.end('SIGKILL');
    const failed = await connection.call(GET_ID);
    assert.equal(!failed.ok && failed.error.kind, 'disconnected');
    await bus.restart();
    const start = performance.now();
    assert.equal((await connection.call(GET_ID)).ok, true);
    assert.ok(performance.now() - start < 900);
    assert.equal(count(), 2);
  });

  test('many calls at once make one connection', async (t) => {
    const { connection, count } = await kept(t);
    await Promise.all(Array.from({ length: 20 }, () => connection.call(GET_ID)));
    assert.equal(count(), 1);
  });

  test('logind by it, with firmware and boot menu', async (t) => {
    const { bus, connection } = await kept(t);
    const control = await bus.connect();
    const logind = new Logind(connection);
    const absent = await logind.firmwareChoices();
    assert.equal(!absent.ok && absent.error.kind, 'absent');
    const mock = await startLogind(bus, control);
    const answers = (member: string, input: string, output: string, code: string): Promise<void> => mock.configure('AddMethod', 'sssss', ['org.freedesktop.login1.Manager', member, input, output, code]);
    for (const [setup, menu, expected] of [['yes', 'challenge', [true, true]], ['na', 'no', [false, false]], ['new word', 'yes', [false, true]]] as const) {
      await answers('CanRebootToFirmwareSetup', '', 's', `ret = '${setup}'`);
      await answers('CanRebootToBootLoaderMenu', '', 's', `ret = '${menu}'`);
      assert.deepEqual(await logind.firmwareChoices(), { ok: true, value: { 'firmware-setup': expected[0], 'boot-menu': expected[1] } });
    }
    await answers('SetRebootToFirmwareSetup', 'b', '', '');
    await answers('SetRebootToBootLoaderMenu', 't', '', '');
    for (const place of ['firmware-setup', 'boot-menu'] as const) for (const wanted of [true, false]) assert.equal((await logind.lead(place, wanted, false)).ok, true);
    await mock.program.saw(/SetRebootToFirmwareSetup True[^]*SetRebootToFirmwareSetup False[^]*SetRebootToBootLoaderMenu 60000000[^]*SetRebootToBootLoaderMenu 18446744073709551615/);
    await answers('SetRebootToFirmwareSetup', 'b', '', "raise dbus.exceptions.DBusException('no', name='org.freedesktop.DBus.Error.InteractiveAuthorizationRequired')");
    const refused = await logind.lead('firmware-setup', true, false);
    assert.equal(!refused.ok && refused.error.kind, 'authentication-required');
  });
});

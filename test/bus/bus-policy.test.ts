import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import type { ChildProgram } from '../fakes/dbus/child-program.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

describe('our bus policy on a bus that denies by default', () => {
  let bus: PrivateBus;
  let control: BusConnection;

  before(async () => {
    bus = await PrivateBus.start('system');
    control = await bus.connect();
    await startHelper(bus, control);
  });
  after(() => bus.stop());

  function send(destination: string, path: string, member: string, ...args: readonly string[]): ChildProgram {
    return bus.runAsNobody(['/usr/bin/dbus-send', `--bus=${bus.address}`, '--print-reply', `--dest=${destination}`, path, member, ...args]);
  }

  for (const [member, args] of [
    [`${MANAGER.name}.ListEntries`, ['uint64:0']],
    ['org.freedesktop.DBus.Properties.GetAll', [`string:${MANAGER.name}`]],
    ['org.freedesktop.DBus.Introspectable.Introspect', []],
    ['org.freedesktop.DBus.Peer.Ping', []],
  ] as const) {
    test(`anybody may call ${member}`, async () => {
      const call = send(BUS_NAME, OBJECT_PATH, member, ...args);
      assert.equal(await call.ended, 0, call.output);
    });
  }

  test('another interface does not reach the helper', async () => {
    const call = send(BUS_NAME, OBJECT_PATH, 'org.freedesktop.DBus.ObjectManager.GetManagedObjects');
    assert.equal(await call.ended, 1);
    assert.match(call.output, /org\.freedesktop\.DBus\.Error\.AccessDenied/);
  });

  // Only root can make a process of somebody else's; test/contract reads the rule itself.
  if (process.getuid?.() === 0) {
    test('nobody but root can own the name', async () => {
      const call = send('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.RequestName', `string:${BUS_NAME}`, 'uint32:3');
      assert.equal(await call.ended, 1);
      assert.match(call.output, /not allowed to own the service "org\.quickrestart1"/);
    });
  }
});

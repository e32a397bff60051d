// What the helper and the tray hear of PackageKit, from a mock that is written from its introspection data.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { messageType } from 'dbus-native';
import { watchPackageKit } from '../../src/adapters/dbus/packagekit.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { sleep, until } from '../fakes/dbus/child-program.ts';
import { MockPackageKit } from '../fakes/dbus/mock-packagekit.ts';
import { ownerOf } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { RawPeer } from '../fakes/dbus/raw-peer.ts';

const NAME = 'org.freedesktop.PackageKit';

describe('PackageKit on the bus', () => {
  let bus: PrivateBus;
  let listener: BusConnection;
  let end: () => Promise<void>;
  const heard: string[] = [];

  before(async () => {
    bus = await PrivateBus.start();
    listener = await bus.connect();
    const watching = await watchPackageKit(listener, {
      onRestart: ({ type, packageId, sinceMs }) => heard.push(`${type} ${packageId} ${sinceMs}`),
      onRunning: (running) => heard.push(running ? 'running' : 'idle'),
    }, () => 42);
    assert.ok(watching.ok);
    end = watching.value;
  });
  after(() => bus.stop());
  beforeEach(() => void (heard.length = 0));

  /** What was sent before this answer has arrived before it. */
  async function settled(): Promise<readonly string[]> {
    await sleep(50);
    await ownerOf(listener, NAME);
    return [...heard];
  }

  for (const name of [NAME, 'org.freedesktop.packagekit1']) {
    test(`${name}: a transaction that asks for a restart`, async () => {
      const daemon = await MockPackageKit.start(bus, name);
      for (const line of ['begin', 'restart 4 linux-image-6.12.107;6.12.107-1;amd64;installed:debian', 'restart 6 glibc;2.41;x86_64;fedora', 'finish']) await daemon.tell(line);
      assert.deepEqual(await settled(), ['running', 'system linux-image-6.12.107;6.12.107-1;amd64;installed:debian 42', 'security-system glibc;2.41;x86_64;fedora 42', 'idle']);
      await daemon.end();
    });
  }

  test('every type, and those that ask for nothing', async () => {
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('begin');
    for (let type = 0; type < 9; type += 1) await daemon.tell(`restart ${type} a;1;b;c`);
    await daemon.tell('finish');
    assert.deepEqual((await settled()).map((one) => one.split(' ')[0]), ['running', 'application', 'session', 'system', 'security-session', 'security-system', 'idle']);
    await daemon.end();
  });

  test('RestartSchedule is about packagekitd itself: nothing is told', async () => {
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('schedule');
    assert.deepEqual(await settled(), []);
    await daemon.end();
  });

  test('it dies in a transaction: no longer running; a new one is heard', async () => {
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('begin');
    await until(() => heard.includes('running'), 'running');
    await daemon.tell('die');
    await until(() => heard.includes('idle'), 'idle');
    heard.length = 0;
    const next = await MockPackageKit.start(bus);
    await next.tell('begin');
    await next.tell('restart 4 dbus;1;all;x');
    await next.tell('finish');
    assert.deepEqual(await settled(), ['running', 'system dbus;1;all;x 42', 'idle']);
    await next.end();
  });

  test('a transaction that was under way before anybody listened', async () => {
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('begin');
    const late: boolean[] = [];
    const watching = await watchPackageKit(await bus.connect(), { onRestart: () => undefined, onRunning: (running) => late.push(running) });
    assert.ok(watching.ok);
    await until(() => late.length > 0, 'the transaction was seen');
    assert.deepEqual(late, [true]);
    await watching.value();
    await daemon.tell('finish');
    await daemon.end();
  });

  test('forged signals are dropped, with the daemon there and without it', async () => {
    const liar = await RawPeer.connect(bus.address);
    const lie = (): void => {
      for (const destination of [undefined, listener.uniqueName]) {
        const to = destination === undefined ? {} : { destination };
        liar.send({ type: messageType.signal, ...to, path: '/1_mock', interface: `${NAME}.Transaction`, member: 'RequireRestart', signature: 'us', body: [4, 'forged;1;all;x'] });
        liar.send({ type: messageType.signal, ...to, path: '/org/freedesktop/PackageKit', interface: NAME, member: 'TransactionListChanged', signature: 'as', body: [['/1_forged']] });
        liar.send({ type: messageType.signal, ...to, path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', signature: 'sss', body: [NAME, '', liar.uniqueName] });
        liar.send({ type: messageType.signal, ...to, path: '/1_mock', interface: `${NAME}.Transaction`, member: 'RequireRestart', signature: 'us', body: [4, 'forged;2;all;x'] });
      }
    };
    lie();
    assert.deepEqual(await settled(), []);
    const daemon = await MockPackageKit.start(bus);
    lie();
    assert.deepEqual(await settled(), []);
    await daemon.end();
    liar.close();
  });

  test('after the end of the watch nothing is told', async () => {
    await end();
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('begin');
    assert.deepEqual(await settled(), []);
    await daemon.end();
  });
});

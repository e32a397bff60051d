import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { messageType, Variant } from 'dbus-native';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { watchSignals } from '../../src/adapters/dbus/transport/watch-signals.ts';
import { MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import { type ChildProgram, sleep, until } from '../fakes/dbus/child-program.ts';
import { ownerOf, startPolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { RawPeer } from '../fakes/dbus/raw-peer.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

const PROPERTIES = 'org.freedesktop.DBus.Properties';

describe('signals of the helper', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let listener: BusConnection;
  let helper: ChildProgram;
  let client: HelperClient;
  const heard: string[] = [];

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    listener = await bus.connect();
    client = new HelperClient(control);
    const polkit = await startPolkit(bus, control);
    await polkit.configure('AllowUnknown', 'b', [true]);
    helper = await startHelper(bus, control);
    for (const interfaceName of [MANAGER.name, PROPERTIES]) {
      const watching = await watchSignals(listener, { name: BUS_NAME, path: OBJECT_PATH, interface: interfaceName }, {
        onSignal: (member, body) => heard.push(member === 'PropertiesChanged' ? `${member} ${changedNames(body)}` : member),
        onOwner: (owner) => heard.push(owner === '' ? 'gone' : 'came'),
      });
      assert.equal(watching.ok, true);
    }
  });
  after(() => bus.stop());

  async function hear(work: () => Promise<unknown>): Promise<readonly string[]> {
    heard.length = 0;
    await work();
    await sleep(50);
    await ownerOf(listener, BUS_NAME); // what was sent before this answer has arrived before it
    return [...heard];
  }

  test('a load and an unload tell what they changed', async () => {
    await client.state();
    assert.deepEqual(await hear(() => client.load('', false)), ['PropertiesChanged LoadedEntry']);
    assert.deepEqual(await hear(() => client.unload(false)), ['PropertiesChanged LoadedEntry']);
    assert.deepEqual(await hear(() => client.setDefault({ kind: 'newest' }, false)), ['PropertiesChanged DefaultPolicy']);
  });

  test('what changes nothing tells nothing', async () => {
    assert.deepEqual(await hear(async () => [await client.state(), await client.plan(''), await client.listEntries(), await client.listEntries(), await client.load('refused', false)]), []);
  });

  test('a new default of the boot loader is told', async () => {
    assert.deepEqual(await hear(() => client.setBootLoaderDefault('x', false)), ['EntriesChanged']);
    assert.deepEqual(await hear(() => client.listEntries()), []);
  });

  test('forged signals are dropped: broadcast, sent to us alone, and a forged change of the owner', async () => {
    const liar = await RawPeer.connect(bus.address);
    const lies = await hear(() => {
      for (const destination of [undefined, listener.uniqueName]) {
        const to = destination === undefined ? {} : { destination };
        liar.send({ type: messageType.signal, ...to, path: OBJECT_PATH, interface: MANAGER.name, member: 'EntriesChanged' });
        liar.send({ type: messageType.signal, ...to, path: OBJECT_PATH, interface: PROPERTIES, member: 'PropertiesChanged', signature: 'sa{sv}as', body: [MANAGER.name, [['LoadedEntry', new Variant('s', 'forged')]], []] });
        liar.send({ type: messageType.signal, ...to, path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', signature: 'sss', body: [BUS_NAME, '', liar.uniqueName] });
        liar.send({ type: messageType.signal, ...to, path: OBJECT_PATH, interface: MANAGER.name, member: 'EntriesChanged' });
      }
      return Promise.resolve();
    });
    liar.close();
    assert.deepEqual(lies, []);
  });

  test('a new owner is followed, and the old one is no longer believed', async () => {
    await helper.end('SIGKILL');
    await until(() => heard.includes('gone'), 'the owner went');
    heard.length = 0;
    helper = await startHelper(bus, control);
    await until(() => heard.filter((one) => one === 'came').length === 2, 'the owner came');
    assert.deepEqual(await hear(() => client.setBootLoaderDefault('x', false)), ['PropertiesChanged LoadedEntry,LoadedChanges,RestartRequired,RestartReasons,FailedRestarts,DefaultPolicy,EveryRestart,NextRestart', 'EntriesChanged'].reverse());
  });
});

function changedNames(body: readonly unknown[]): string {
  return (body[1] as readonly (readonly [string, unknown])[]).map(([name]) => name).join();
}

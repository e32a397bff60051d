import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { messageType, Variant, type Message } from 'dbus-native';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import type { ChildProgram } from '../fakes/dbus/child-program.ts';
import { ownerOf } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { inShort, RawPeer } from '../fakes/dbus/raw-peer.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

const STANDARD = 'org.freedesktop.DBus.Error';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const HELPER = { destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name } as const;

/** What is sent, and the one right answer. */
const CALLS: readonly (readonly [string, Message, string])[] = [
  ['no arguments where some are needed', { member: 'Plan' }, `${STANDARD}.InvalidArgs`],
  ['an argument of another type', { member: 'Plan', signature: 'ut', body: [5, 0n] }, `${STANDARD}.InvalidArgs`],
  ['flags of a narrower type', { member: 'Plan', signature: 'su', body: ['', 0] }, `${STANDARD}.InvalidArgs`],
  ['an argument too many', { member: 'ListEntries', signature: 'ts', body: [0n, 'x'] }, `${STANDARD}.InvalidArgs`],
  ['a struct instead of two arguments', { member: 'Plan', signature: '(st)', body: [['', 0n]] }, `${STANDARD}.InvalidArgs`],
  ['a variant around the argument', { member: 'Plan', signature: 'vt', body: [new Variant('s', ''), 0n] }, `${STANDARD}.InvalidArgs`],
  ['an unknown flag', { member: 'ListEntries', signature: 't', body: [1n] }, `${STANDARD}.InvalidArgs`],
  ['the highest flag', { member: 'Load', signature: 'st', body: ['', 2n ** 63n] }, `${STANDARD}.InvalidArgs`],
  ['all flags', { member: 'Unload', signature: 't', body: [2n ** 64n - 1n] }, `${STANDARD}.InvalidArgs`],
  ['a text that is too long', { member: 'Plan', signature: 'st', body: ['x'.repeat(4097), 0n] }, `${STANDARD}.InvalidArgs`],
  ['a text of 100 kB', { member: 'Plan', signature: 'st', body: ['x'.repeat(100_000), 0n] }, `${STANDARD}.LimitsExceeded`],
  ['a text of 20 MB', { member: 'Load', signature: 'st', body: ['x'.repeat(20_000_000), 0n] }, `${STANDARD}.LimitsExceeded`],
  ['two million variants', { member: 'Load', signature: 'av', body: [Array.from({ length: 2_000_000 }, () => new Variant('y', 1))] }, `${STANDARD}.InvalidArgs`],
  ['a policy that does not exist', { member: 'SetDefault', signature: 'st', body: ['; rm -rf /', 0n] }, 'org.quickrestart1.Error.InvalidArgs'],
  ['an entry that does not exist', { member: 'Plan', signature: 'st', body: ['unknown', 0n] }, 'org.quickrestart1.Error.EntryUnknown'],
  ['a bug of ours', { member: 'Plan', signature: 'st', body: ['bug', 0n] }, 'org.quickrestart1.Error.Internal'],
  ['a plan that does not fit its types', { member: 'Plan', signature: 'st', body: ['broken', 0n] }, 'org.quickrestart1.Error.Internal'],
  ['a plan with a NUL in it', { member: 'Plan', signature: 'st', body: ['nul', 0n] }, 'ok a{sv}'],
  ['the member emit', { member: 'emit', signature: 's', body: ['EntriesChanged'] }, `${STANDARD}.UnknownMethod`],
  ['the member on', { member: 'on' }, `${STANDARD}.UnknownMethod`],
  ['the member constructor', { member: 'constructor' }, `${STANDARD}.UnknownMethod`],
  ['the member hasOwnProperty', { member: 'hasOwnProperty', signature: 's', body: ['x'] }, `${STANDARD}.UnknownMethod`],
  ['the member __proto__', { member: '__proto__' }, `${STANDARD}.UnknownMethod`],
  ['the member toString', { member: 'toString' }, `${STANDARD}.UnknownMethod`],
  ['a signal as a method', { member: 'EntriesChanged' }, `${STANDARD}.UnknownMethod`],
  ['an interface that does not exist', { interface: 'org.quickrestart1.Nothing', member: 'Load' }, `${STANDARD}.UnknownInterface`],
  ['the interface of another object', { interface: 'org.freedesktop.systemd1.Manager', member: 'Reboot' }, `${STANDARD}.UnknownInterface`],
  ['another path', { path: '/no/such', member: 'ListEntries', signature: 't', body: [0n] }, `${STANDARD}.UnknownObject`],
  ['the path above', { path: '/org', member: 'ListEntries', signature: 't', body: [0n] }, `${STANDARD}.UnknownObject`],
  ['Get without arguments', { interface: PROPERTIES, member: 'Get' }, `${STANDARD}.InvalidArgs`],
  ['GetAll without arguments', { interface: PROPERTIES, member: 'GetAll' }, `${STANDARD}.InvalidArgs`],
  ['Set without arguments', { interface: PROPERTIES, member: 'Set' }, `${STANDARD}.InvalidArgs`],
  ['Get of __proto__', { interface: PROPERTIES, member: 'Get', signature: 'ss', body: ['__proto__', 'x'] }, `${STANDARD}.UnknownInterface`],
  ['Get of toString', { interface: PROPERTIES, member: 'Get', signature: 'ss', body: [MANAGER.name, 'toString'] }, `${STANDARD}.UnknownProperty`],
  ['Get of __proto__ as a property', { interface: PROPERTIES, member: 'Get', signature: 'ss', body: [MANAGER.name, '__proto__'] }, `${STANDARD}.UnknownProperty`],
  ['Set of a property', { interface: PROPERTIES, member: 'Set', signature: 'ssv', body: [MANAGER.name, 'LoadedEntry', new Variant('s', 'x')] }, `${STANDARD}.PropertyReadOnly`],
  ['Set of a property of another type', { interface: PROPERTIES, member: 'Set', signature: 'ssv', body: [MANAGER.name, 'LoadedEntry', new Variant('u', 1)] }, `${STANDARD}.PropertyReadOnly`],
  ['Set of no property', { interface: PROPERTIES, member: 'Set', signature: 'ssv', body: [MANAGER.name, 'constructor', new Variant('u', 1)] }, `${STANDARD}.UnknownProperty`],
  ['Peer with a member of nobody', { interface: 'org.freedesktop.DBus.Peer', member: 'Bogus' }, `${STANDARD}.UnknownMethod`],
  ['Ping with an argument', { interface: 'org.freedesktop.DBus.Peer', member: 'Ping', signature: 's', body: ['x'] }, `${STANDARD}.InvalidArgs`],
  ['Ping', { interface: 'org.freedesktop.DBus.Peer', member: 'Ping' }, 'ok'],
  ['Ping of a path that does not exist', { path: '/no/such', interface: 'org.freedesktop.DBus.Peer', member: 'Ping' }, 'ok'],
  ['Introspect', { interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect' }, 'ok s'],
  ['Introspect of /', { path: '/', interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect' }, 'ok s'],
  ['Introspect of /org', { path: '/org', interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect' }, 'ok s'],
  ['Introspect of a path that does not exist', { path: '/orgy', interface: 'org.freedesktop.DBus.Introspectable', member: 'Introspect' }, `${STANDARD}.UnknownObject`],
  ['Get', { interface: PROPERTIES, member: 'Get', signature: 'ss', body: [MANAGER.name, 'Version'] }, 'ok v'],
  ['GetAll', { interface: PROPERTIES, member: 'GetAll', signature: 's', body: [MANAGER.name] }, 'ok a{sv}'],
];

describe('the helper and peers that nobody vouches for', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let helper: ChildProgram;
  let peer: RawPeer;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    helper = await startHelper(bus, control);
    peer = await RawPeer.connect(bus.address);
  });
  after(async () => {
    peer.close();
    await bus.stop();
  });

  for (const [what, message, expected] of CALLS) {
    test(`${what}: ${expected}`, async () => {
      assert.equal(inShort(await peer.call({ ...HELPER, ...message })), expected);
      await stillServes();
    });
  }

  test('no interface in the message: a member that is unique is found, every other is unknown', async () => {
    const { destination, path } = HELPER;
    assert.equal(inShort(await peer.call({ destination, path, member: 'ListEntries', signature: 't', body: [0n] })), 'ok aa{sv}');
    assert.equal(inShort(await peer.call({ destination, path, member: 'constructor' })), `${STANDARD}.UnknownMethod`);
    assert.equal(inShort(await peer.call({ destination, path, member: 'Load' })), `${STANDARD}.InvalidArgs`);
    await stillServes();
  });

  test('an internal error tells the caller nothing and the journal everything', async () => {
    const answer = await peer.call({ ...HELPER, member: 'Plan', signature: 'st', body: ['bug', 0n] });
    assert.doesNotMatch(String(answer.body?.[0]), /secret/);
    assert.match(helper.output, /<3>Internal error while answering a call\. member="Plan" detail="Error: secret detail of the bug/);
  });

  test('what a peer sends cannot begin a line of the journal', async () => {
    await peer.call({ ...HELPER, member: 'Load', signature: 'st', body: ['x\n<3>forged: all is lost\u202e', 0n] });
    assert.doesNotMatch(helper.output, /^<3>forged/m);
    assert.doesNotMatch(helper.output, /\u202e/);
  });

  test('messages that are no calls: replies to nothing, signals, unknown types', async () => {
    const owner = await ownerOf(control, BUS_NAME);
    peer.send({ type: messageType.signal, destination: owner, path: '/x', interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', signature: 'sss', body: [peer.uniqueName, peer.uniqueName, ''] });
    peer.send({ type: messageType.signal, destination: owner, path: '/x', interface: 'a.b', member: 'Big', signature: 's', body: ['x'.repeat(5_000_000)] });
    peer.send({ type: messageType.methodCall, flags: 1, ...HELPER, member: 'Plan', signature: 'st', body: ['bug', 0n] });
    peer.send({ type: messageType.methodCall, flags: 1, ...HELPER, member: 'constructor' });
    await stillServes();
  });

  test('64 people at once are all served', async () => {
    const peers = await Promise.all(Array.from({ length: 64 }, () => RawPeer.connect(bus.address)));
    const answers = await Promise.all(peers.map((one) => one.call({ ...HELPER, member: 'ListEntries', signature: 't', body: [0n] })));
    for (const one of peers) one.close();
    assert.deepEqual([...new Set(answers.map(inShort))], ['ok aa{sv}']);
  });

  test('one who floods gets LimitsExceeded, and the others are served meanwhile', async () => {
    const flood = await RawPeer.connect(bus.address);
    const calls = Array.from({ length: 400 }, () => flood.call({ ...HELPER, member: 'ListEntries', signature: 't', body: [0n] }));
    assert.equal(inShort(await peer.call({ ...HELPER, member: 'ListEntries', signature: 't', body: [0n] })), 'ok aa{sv}');
    const answers = new Set((await Promise.all(calls)).map(inShort));
    flood.close();
    assert.deepEqual([...answers].sort(), ['ok aa{sv}', `${STANDARD}.LimitsExceeded`]);
    assert.equal(helper.output.match(/<4>A caller exceeds the number of calls at a time\./g)?.length, 1);
    await stillServes();
  });

  async function stillServes(): Promise<void> {
    const answer = await control.call({ ...HELPER, member: 'ListEntries', signature: 't', body: [0n], answer: 'aa{sv}' });
    assert.equal(answer.ok, true, `the helper is alive and answers\n${helper.output}`);
  }
});

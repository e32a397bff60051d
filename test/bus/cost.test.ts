// What one caller can cost: the helper with its real engine on a tree of files, which says when it parses and when it unpacks.
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { messageType, type Message } from 'dbus-native';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import { type ChildProgram, sleep, until } from '../fakes/dbus/child-program.ts';
import { ownerOf } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { inShort, RawPeer } from '../fakes/dbus/raw-peer.ts';
import { debianTree, NEW_RELEASE } from '../fakes/engine-machine.ts';
import { smallInitrd } from '../fakes/kernel-files.ts';
import { fillTree } from '../fakes/temporary-directory.ts';

const LIST: Message = { destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'ListEntries', signature: 't', body: [0n] };
const PLAN: Message = { ...LIST, member: 'Plan', signature: 'st', body: ['', 0n] };
const STATE: Message = { ...LIST, interface: 'org.freedesktop.DBus.Properties', member: 'GetAll', signature: 's', body: [MANAGER.name] };
const CALLS = 1000;
const AT_ONCE = 8;
const SETTLED_MS = 3100;

describe('what a caller costs', () => {
  const root = mkdtempSync(join(tmpdir(), 'quick-restart-cost-'));
  let bus: PrivateBus;
  let control: BusConnection;
  let helper: ChildProgram;

  before(async () => {
    fillTree(root, { ...debianTree(), [`boot/initrd.img-${NEW_RELEASE}`]: gzipSync(smallInitrd()), 'proc/modules': '', 'run/x': '' });
    bus = await PrivateBus.start();
    control = await bus.connect();
    helper = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/tree-helper.ts', root, '0']);
    await until(async () => helper.running && (await ownerOf(control, BUS_NAME)) !== '', 'the helper on the bus', 20_000);
    await sleep(SETTLED_MS); // files that were just written are read more often
  });
  after(async () => {
    await bus.stop();
    rmSync(root, { recursive: true });
  });

  test(`${CALLS} calls of Plan, ListEntries and GetAll: one parse, and the initrd is unpacked once`, async () => {
    const peer = await RawPeer.connect(bus.address);
    const [parses, walks] = [count('parse'), count('walk')];
    const answers = new Set<string>();
    for (let done = 0; done < CALLS; done += AT_ONCE) {
      const calls = Array.from({ length: AT_ONCE }, (_, index) => peer.call([PLAN, LIST, PLAN, STATE][index % 4]!));
      for (const answer of await Promise.all(calls)) answers.add(inShort(answer));
    }
    peer.close();
    assert.deepEqual([...answers].sort(), ['ok aa{sv}', 'ok a{sv}'].sort());
    assert.deepEqual([count('parse') - parses, count('walk') - walks], [1, 1], helper.output);
  });

  test('64 callers at once share one parse and one unpacking after a change', async () => {
    appendFileSync(join(root, 'boot/grub/grub.cfg'), '# changed\n');
    await sleep(SETTLED_MS);
    const [parses, walks] = [count('parse'), count('walk')];
    const peers = await Promise.all(Array.from({ length: 64 }, () => RawPeer.connect(bus.address)));
    const answers = await Promise.all(peers.map((peer) => peer.call(PLAN)));
    for (const peer of peers) peer.close();
    assert.deepEqual([...new Set(answers.map(inShort))], ['ok a{sv}']);
    assert.deepEqual([count('parse') - parses, count('walk') - walks], [1, 1]);
  });

  test('a text that no entry has, in a thousand ways, costs no parse', async () => {
    const peer = await RawPeer.connect(bus.address);
    const parses = count('parse');
    for (let call = 0; call < 300; call += 1) {
      const member = ['Plan', 'Load', 'SetDefault', 'SetBootLoaderDefault'][call % 4]!;
      const text = member === 'SetDefault' ? `entry:none-${call}` : `none-${call}`;
      assert.equal(inShort(await peer.call({ ...LIST, member, signature: 'st', body: [text, 0n] })), 'org.quickrestart1.Error.EntryUnknown');
    }
    peer.close();
    assert.equal(count('parse'), parses);
  });

  function count(event: 'parse' | 'walk'): number {
    return helper.output.match(new RegExp(`^event: ${event}$`, 'gm'))?.length ?? 0;
  }
});

describe('a caller that never reads', () => {
  const root = mkdtempSync(join(tmpdir(), 'quick-restart-deaf-'));
  /** Of answers of half a megabyte each. */
  const KEPT_KB = 100_000;
  let bus: PrivateBus;

  before(async () => {
    const entries = Array.from({ length: 400 }, (_, index) => `menuentry 'Debian ${index}' --id 'e${index}' {\n linux /boot/vmlinuz-${NEW_RELEASE} ro ${'quiet '.repeat(100)}\n}\n`);
    fillTree(root, { ...debianTree(), 'boot/grub/grub.cfg': entries.join(''), 'proc/modules': '', 'run/x': '' });
    bus = await PrivateBus.start('open', [], 0, 2_000_000);
  });
  after(async () => {
    await bus.stop();
    rmSync(root, { recursive: true });
  });

  test('does not make the helper grow, and the others are served again after half a minute at most', { timeout: 180_000 }, async () => {
    const control = await bus.connect();
    const start = async (): Promise<ChildProgram> => {
      const helper = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/tree-helper.ts', root, '0']);
      await until(async () => helper.running && (await ownerOf(control, BUS_NAME)) !== '', 'the helper on the bus', 20_000);
      return helper;
    };
    const helper = await start();
    const friend = await RawPeer.connect(bus.address);
    assert.equal(inShort(await friend.call(LIST)), 'ok aa{sv}');
    const before = residentKb(helper);
    const deaf = await RawPeer.connect(bus.address);
    deaf.stopReading();
    let largest = before;
    while (helper.running) {
      for (let call = 0; call < AT_ONCE; call += 1) deaf.send({ ...LIST, type: messageType.methodCall });
      await sleep(100);
      largest = Math.max(largest, residentKb(helper));
    }
    assert.ok(largest - before < KEPT_KB, `${before} kB, then ${largest} kB`);
    assert.equal(await helper.ended, 1);
    assert.match(helper.output, /<3>The connection to the system bus was lost: for 20 s the bus took too little/);
    // The bus notices that the helper went when somebody calls it: that caller hears NoReply, the next one starts a helper.
    await until(async () => (await ownerOf(control, BUS_NAME)) === '' || inShort(await friend.call(LIST)) === '', 'the name is free');
    await start(); // as systemd does
    assert.equal(inShort(await friend.call(LIST)), 'ok aa{sv}');
    deaf.close();
  });
});

function residentKb(program: ChildProgram): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${program.child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it ended
  }
}

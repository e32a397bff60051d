import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageType } from 'dbus-native';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { BUS_NAME } from '../../src/contracts/names.ts';
import { sleep, until } from '../fakes/dbus/child-program.ts';
import { ownerOf, startPolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { RawPeer } from '../fakes/dbus/raw-peer.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';
import { temporaryTree } from '../fakes/temporary-directory.ts';

async function privateBus(t: TestContext): Promise<{ readonly bus: PrivateBus; readonly control: BusConnection }> {
  const bus = await PrivateBus.start();
  t.after(() => bus.stop());
  return { bus, control: await bus.connect() };
}

async function allowLoading(bus: PrivateBus, control: BusConnection): Promise<void> {
  const polkit = await startPolkit(bus, control);
  await polkit.configure('SetAllowed', 'as', [['org.quickrestart1.load', 'org.quickrestart1.set-boot-loader-default', 'org.quickrestart1.set-default']]);
}

describe('the helper from start to end', () => {
  test('takes back what a killed predecessor left before it takes the name', async (t) => {
    const { bus, control } = await privateBus(t);
    const helper = await startHelper(bus, control);
    assert.match(helper.output, /event: recover/);
  });

  test('ends when nobody has asked for anything for a while, and not while a call runs', async (t) => {
    const { bus, control } = await privateBus(t);
    await allowLoading(bus, control);
    const helper = await startHelper(bus, control, 2000);
    const caller = await bus.connect();
    const loading = new HelperClient(caller).load('slow', false);
    await helper.saw(/event: loading slow/);
    await sleep(3000);
    assert.equal(helper.running, true, 'a load runs');
    await caller.close();
    await loading;
    await helper.saw(/event: aborted and unloaded/);
    assert.equal(await helper.ended, 0);
    assert.equal(await ownerOf(control, BUS_NAME), '');
  });

  test('started by the call itself: that call counts too', async (t) => {
    const folder = temporaryTree(t);
    const program = [process.execPath, '--disable-warning=ExperimentalWarning', `${process.cwd()}/test/fakes/dbus/scripted-helper.ts`, '300'];
    const starter = join(folder, 'start');
    writeFileSync(starter, `#!/bin/sh\nexport DBUS_SYSTEM_BUS_ADDRESS="$DBUS_STARTER_ADDRESS"\nexec ${program.join(' ')}\n`, { mode: 0o755 });
    const bus = await PrivateBus.start('open', [{ name: BUS_NAME, argv: [starter] }]);
    t.after(() => bus.stop());
    const control = await bus.connect();
    await allowLoading(bus, control);
    const loading = new HelperClient(await bus.connect()).load('slow', false);
    await until(async () => (await ownerOf(control, BUS_NAME)) !== '', 'the helper on the bus', 20_000);
    await sleep(1500);
    assert.notEqual(await ownerOf(control, BUS_NAME), '', 'it went in the middle of the call that started it');
    void loading.catch(() => undefined);
  });

  test('ends when idle although it was never called', async (t) => {
    const { bus } = await privateBus(t);
    const helper = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/scripted-helper.ts', '100']);
    assert.equal(await helper.ended, 0, helper.output);
  });

  test('the caller vanishes in the middle of a load: aborted, nothing loaded, and the next load works', async (t) => {
    const { bus, control } = await privateBus(t);
    await allowLoading(bus, control);
    const helper = await startHelper(bus, control);
    const caller = await bus.connect();
    void new HelperClient(caller).load('slow', false);
    await helper.saw(/event: loading slow/);
    const client = new HelperClient(control);
    const second = await client.load('', false);
    assert.equal(!second.ok && second.error.kind, 'busy');
    await caller.close();
    await helper.saw(/event: aborted and unloaded/);
    const state = await client.state();
    assert.equal(state.ok && state.value.loadedEntry, '');
    assert.equal((await client.load('', false)).ok, true);
  });

  test('somebody else says that the caller vanished: not believed', async (t) => {
    const { bus, control } = await privateBus(t);
    await allowLoading(bus, control);
    const helper = await startHelper(bus, control);
    void new HelperClient(control).load('slow', false);
    await helper.saw(/event: loading slow/);
    const liar = await RawPeer.connect(bus.address);
    const { uniqueName } = control;
    liar.send({ type: messageType.signal, destination: await ownerOf(control, BUS_NAME), path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus', member: 'NameOwnerChanged', signature: 'sss', body: [uniqueName, uniqueName, ''] });
    await sleep(200);
    liar.close();
    assert.doesNotMatch(helper.output, /aborted/);
  });

  test('told to end in the middle of a load: unloads first', async (t) => {
    const { bus, control } = await privateBus(t);
    await allowLoading(bus, control);
    const helper = await startHelper(bus, control);
    const loading = new HelperClient(control).load('slow', false);
    await helper.saw(/event: loading slow/);
    assert.equal(await helper.end('SIGTERM'), 0);
    assert.match(helper.output, /event: aborted and unloaded/);
    const answer = await loading;
    assert.equal(!answer.ok && answer.error.kind, 'cancelled');
  });

  test('the bus dies in the middle of a load: unloads, says so, exit 1', async (t) => {
    const { bus, control } = await privateBus(t);
    await allowLoading(bus, control);
    const helper = await startHelper(bus, control);
    const loading = new HelperClient(control).load('slow', false);
    await helper.saw(/event: loading slow/);
    await bus.daemon.end('SIGKILL');
    assert.equal(await helper.ended, 1);
    assert.match(helper.output, /event: aborted and unloaded/);
    assert.match(helper.output, /<3>The connection to the system bus was lost: .+/);
    const answer = await loading;
    assert.deepEqual(!answer.ok && answer.error.kind, 'load-failed', 'the client learns it at once');
    assert.match(!answer.ok ? answer.error.message : '', /The connection to the system bus ended/);
  });

  test('the bus dies while the helper has nothing to do: exit 1 with one clear line', async (t) => {
    const { bus, control } = await privateBus(t);
    const helper = await startHelper(bus, control);
    await bus.daemon.end('SIGKILL');
    assert.equal(await helper.ended, 1);
    assert.deepEqual(helper.output.match(/^<\d>.*$/gm)?.length, 1, helper.output);
  });

  test('there is no bus: exit 1 with one clear line', async (t) => {
    const { bus } = await privateBus(t);
    const helper = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/scripted-helper.ts', '0'], { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/bus' });
    assert.equal(await helper.ended, 1);
    assert.match(helper.output, /<3>The system bus cannot be reached: .*ENOENT/);
  });

  test('a second helper does not take the name from the first', async (t) => {
    const { bus, control } = await privateBus(t);
    const first = await startHelper(bus, control);
    const second = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/scripted-helper.ts', '0']);
    assert.equal(await second.ended, 1);
    assert.match(second.output, /<3>Another process owns the name org\.quickrestart1\./);
    assert.equal(first.running, true);
  });

  test('killed: the waiting client learns it at once, and the next helper serves', async (t) => {
    const { bus, control } = await privateBus(t);
    await allowLoading(bus, control);
    const helper = await startHelper(bus, control);
    const loading = new HelperClient(control).load('slow', false);
    await helper.saw(/event: loading slow/);
    await helper.end('SIGKILL');
    const answer = await loading;
    assert.equal(!answer.ok && answer.error.kind, 'load-failed');
    await until(async () => (await ownerOf(control, BUS_NAME)) === '', 'the name is free');
    const next = await startHelper(bus, control);
    assert.match(next.output, /event: recover/);
    assert.equal((await new HelperClient(control).state()).ok, true);
  });

  test('two clients at once: each gets its own answers', async (t) => {
    const { bus, control } = await privateBus(t);
    await startHelper(bus, control);
    const [one, two] = [new HelperClient(control), new HelperClient(await bus.connect())];
    const answers = await Promise.all([one.plan(''), two.plan('unknown'), one.plan('unknown'), two.plan(''), one.listEntries(), two.state()]);
    assert.deepEqual(answers.map((answer) => answer.ok), [true, false, false, true, true, true]);
  });
});

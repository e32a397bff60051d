import { after, before, beforeEach, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Variant } from 'dbus-native';
import { HelperClient } from '../../src/adapters/dbus/helper-client.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { FLAGS, MANAGER } from '../../src/contracts/manager-interface.ts';
import { BUS_NAME, OBJECT_PATH } from '../../src/contracts/names.ts';
import type { EveryRestart } from '../../src/core/every-restart/mode.ts';
import { becomes } from '../fakes/becomes.ts';
import { type ChildProgram, sleep } from '../fakes/dbus/child-program.ts';
import { type Mock, startLogind, startPolkit } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startHelper } from '../fakes/dbus/start-helper.ts';

const LOGIND = 'org.freedesktop.login1.Manager';
/** As long as the helper may take where nothing is to happen. */
const A_WHILE_MS = 400;

describe('a mode that counts while its caller is on the bus', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let logind: Mock;
  let helper: ChildProgram;
  let client: HelperClient;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    client = new HelperClient(control);
    logind = await startLogind(bus, control);
    await (await startPolkit(bus, control)).configure('AllowUnknown', 'b', [true]);
    helper = await startHelper(bus, control);
  });
  beforeEach(() => client.setEveryRestart('off', false));
  after(() => bus.stop());

  const mode = async (): Promise<EveryRestart | null> => {
    const state = await client.state();
    return state.ok ? state.value.everyRestart : null;
  };

  /** Sets it as a caller of its own, which stays on the bus. */
  async function set(wanted: string, flags: bigint, caller?: BusConnection): Promise<BusConnection> {
    const by = caller ?? (await bus.connect());
    const done = await by.call({ destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'SetEveryRestart', signature: 'st', body: [wanted, flags], answer: '' });
    assert.deepEqual(done, { ok: true, value: [] });
    return by;
  }

  async function goesDown(isGoingDown: boolean): Promise<void> {
    await logind.configure('UpdateProperties', 'sa{sv}', [LOGIND, [['PreparingForShutdown', new Variant('b', isGoingDown)]]]);
  }

  test('the caller ends: it is what it was, within a second, and the journal says so', async () => {
    const caller = await set('once', FLAGS.whileOnBus);
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'once');
    await caller.close();
    await becomes(mode, 'off', 1_000);
    assert.match(helper.output, /<6>Who had decided about the next restart has left the bus; it is what it was\. mode="off" sender=":1\.\d+"/);
  });

  test('without the flag it outlives the caller, as one of quick-restart(1) must', async () => {
    await (await set('once', 0n)).close();
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'once');
  });

  test('the machine goes down, which ends callers: it stays', async () => {
    const caller = await set('once', FLAGS.whileOnBus);
    await goesDown(true);
    await caller.close();
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'once');
    await goesDown(false);
  });

  test('somebody has set it meanwhile: it is theirs', async () => {
    const caller = await set('once', FLAGS.whileOnBus);
    await (await set('once', 0n)).close();
    await caller.close();
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'once');
  });

  test('two of them: the one who asked last counts', async () => {
    const first = await set('once', FLAGS.whileOnBus);
    const second = await set('once', FLAGS.whileOnBus);
    await first.close();
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'once');
    await second.close();
    await becomes(mode, 'off', 1_000);
  });

  test('asked twice by one: what was before the first time comes back', async () => {
    const caller = await set('once', FLAGS.whileOnBus);
    await set('once', FLAGS.whileOnBus, caller);
    await caller.close();
    await becomes(mode, 'off', 1_000);
  });

  test('what was so before is not taken back', async () => {
    await set('once', 0n);
    await (await set('once', FLAGS.whileOnBus)).close();
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'once');
  });

  test('what lasts is not held', async () => {
    await (await set('on', FLAGS.whileOnBus)).close();
    await sleep(A_WHILE_MS);
    assert.equal(await mode(), 'on');
  });

  test('skip comes back to on', async () => {
    await set('on', 0n);
    await (await set('skip', FLAGS.whileOnBus)).close();
    await becomes(mode, 'on', 1_000);
  });

  test('other methods do not know the flag', async () => {
    const asked = await control.call({ destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'Unload', signature: 't', body: [FLAGS.whileOnBus], answer: '' });
    assert.equal(!asked.ok && asked.error.name, 'org.freedesktop.DBus.Error.InvalidArgs');
  });
});

test('a helper that holds a mode stays until its caller has left', async (t) => {
  const bus = await PrivateBus.start();
  t.after(() => bus.stop());
  const control = await bus.connect();
  await startLogind(bus, control);
  await (await startPolkit(bus, control)).configure('AllowUnknown', 'b', [true]);
  const helper = await startHelper(bus, control, 1_000);
  const caller = await bus.connect();
  await caller.call({ destination: BUS_NAME, path: OBJECT_PATH, interface: MANAGER.name, member: 'SetEveryRestart', signature: 'st', body: ['once', FLAGS.whileOnBus], answer: '' });
  await sleep(2_000);
  assert.equal(helper.running, true);
  await caller.close();
  assert.equal(await helper.ended, 0);
  assert.match(helper.output, /<6>Who had decided about the next restart has left the bus; it is what it was\./);
});

import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { Variant } from 'dbus-native';
import { SystemdManager } from '../../src/adapters/boot-times/systemd-manager.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { sleep } from '../fakes/dbus/child-program.ts';
import type { Mock } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startServiceManager } from '../fakes/dbus/service-manager.ts';

const MANAGER = 'org.freedesktop.systemd1.Manager';
const TIMES = {
  FirmwareTimestampMonotonic: 28_000_000n, LoaderTimestampMonotonic: 5_500_000n, KernelTimestamp: 1_795_262_433_500_000n, UserspaceTimestampMonotonic: 6_000_000n, FinishTimestampMonotonic: 25_000_000n,
};
const READ = { firmwareUsec: 28_000_000, loaderUsec: 5_500_000, kernelUsec: 1_795_262_433_500_000, userspaceMonotonicUsec: 6_000_000, finishMonotonicUsec: 25_000_000 };
const NEVER = new AbortController().signal;

interface Started {
  readonly bus: PrivateBus;
  readonly control: BusConnection;
  readonly mock: Mock;
  readonly manager: SystemdManager;
}

async function started(t: TestContext, timestamps: Readonly<Record<string, bigint>> = TIMES, jobs: readonly (readonly [string, string])[] = [], startupMs = 30_000): Promise<Started> {
  const bus = await PrivateBus.start();
  t.after(() => bus.stop());
  const control = await bus.connect();
  const mock = await startServiceManager(bus, control, timestamps, jobs);
  return { bus, control, mock, manager: new SystemdManager(bus.address, { answerMs: 5000, startupMs }) };
}

describe('the service manager', () => {
  test('its timestamps, among properties of every type', async (t) => {
    const { manager } = await started(t);
    assert.deepEqual(await manager.times(), READ);
  });

  test('one that lacks a timestamp is not understood', async (t) => {
    const others = Object.fromEntries(Object.entries(TIMES).filter(([name]) => name !== 'FinishTimestampMonotonic'));
    assert.equal(await (await started(t, others)).manager.times(), null);
  });

  for (const [jobs, shutdown] of [
    [[], 'none'],
    [[['apt-daily.service', 'start']], 'none'],
    [[['ssh.service', 'stop'], ['kexec.target', 'start']], 'kexec'],
    [[['reboot.target', 'start']], 'reboot'],
    [[['poweroff.target', 'start']], 'poweroff'],
    [[['halt.target', 'start']], 'poweroff'],
    [[['soft-reboot.target', 'start']], 'soft-reboot'],
    [[['reboot.target', 'stop']], 'none'],
    [[['not-reboot.target', 'start'], ['reboot.target.service', 'start']], 'none'],
  ] as const) {
    test(`jobs ${JSON.stringify(jobs)}: ${shutdown}`, async (t) => {
      assert.equal(await (await started(t, TIMES, jobs)).manager.shutdown(), shutdown);
    });
  }

  for (const [states, reached] of [
    [{ 'boot-complete.target': 'inactive', 'graphical.target': 'active', 'multi-user.target': 'active' }, true],
    [{ 'boot-complete.target': 'inactive', 'graphical.target': 'inactive', 'multi-user.target': 'active' }, true],
    [{ 'boot-complete.target': 'active', 'graphical.target': 'inactive', 'multi-user.target': 'inactive' }, true],
    [{ 'boot-complete.target': 'inactive', 'graphical.target': 'inactive', 'multi-user.target': 'inactive' }, false],
    [{ 'graphical.target': 'activating', 'emergency.target': 'active' }, false],
  ] as const) {
    test(`units ${JSON.stringify(states)}: ${reached ? '' : 'not '}up`, async (t) => {
      const { mock, manager } = await started(t);
      const rows = Object.entries(states).map(([unit, state]) => `('${unit}', 'What it is', 'loaded', '${state}', 'x', '', dbus.ObjectPath('/unit'), dbus.UInt32(0), '', dbus.ObjectPath('/'))`);
      await mock.configure('AddMethod', 'sssss', [MANAGER, 'ListUnitsByNames', 'as', 'a(ssssssouso)', `ret = dbus.Array([${rows.join(', ')}], signature='(ssssssouso)')`]);
      assert.equal(await manager.targetReached(), reached);
    });
  }

  test('no bus, and a bus without it: no answer, soon', async (t) => {
    const before = Date.now();
    const absent = new SystemdManager('unix:path=/nonexistent/bus', { answerMs: 1000, startupMs: 60_000 });
    const bus = await PrivateBus.start();
    t.after(() => bus.stop());
    for (const manager of [absent, new SystemdManager(bus.address, { answerMs: 1000, startupMs: 60_000 })]) {
      assert.equal(await manager.times(), null);
      assert.equal(await manager.shutdown(), null);
      assert.equal(await manager.targetReached(), null);
      await manager.startupFinished(NEVER);
    }
    assert.ok(Date.now() - before < 10_000);
  });

  test('one that hangs: no answer, within the time that was given', async (t) => {
    const { bus, mock } = await started(t);
    mock.program.child.kill('SIGSTOP');
    const manager = new SystemdManager(bus.address, { answerMs: 300, startupMs: 60_000 });
    const before = Date.now();
    assert.deepEqual([await manager.times(), await manager.shutdown()], [null, null]);
    assert.ok(Date.now() - before < 3000);
  });

  test('a bus that hangs: no answer, and nobody waits for the connection to close', { timeout: 20_000 }, async (t) => {
    const { bus, mock } = await started(t);
    mock.program.child.kill('SIGSTOP');
    const asked = new SystemdManager(bus.address, { answerMs: 1000, startupMs: 60_000 }).shutdown();
    await sleep(400);
    bus.daemon.child.kill('SIGSTOP');
    const before = Date.now();
    assert.equal(await asked, null);
    assert.equal(await new SystemdManager(bus.address, { answerMs: 300, startupMs: 60_000 }).times(), null, 'it does not even greet');
    assert.ok(Date.now() - before < 5000);
    await bus.daemon.end('SIGKILL');
  });

  describe('the end of the start', () => {
    const STARTING = { ...TIMES, FinishTimestampMonotonic: 0n };

    test('it is over already: nobody waits', async (t) => {
      const { manager } = await started(t);
      const before = Date.now();
      await manager.startupFinished(NEVER);
      assert.ok(Date.now() - before < 5000, 'its time would be 30 s');
    });

    test('it is waited for, and anybody else’s word for it is not taken', async (t) => {
      const { bus, control, mock, manager } = await started(t, STARTING);
      let over = false;
      const waiting = manager.startupFinished(NEVER).then(() => (over = true));
      await mock.program.saw(/Subscribe/);
      const liar = await bus.connect();
      liar.emit('/org/freedesktop/systemd1', MANAGER, 'StartupFinished', 'tttttt', [0n, 0n, 0n, 0n, 0n, 0n]);
      await mock.configure('EmitSignal', 'sssav', [MANAGER, 'JobRemoved', 's', [new Variant('s', 'x')]]);
      await sleep(300);
      assert.equal(over, false);
      await mock.configure('EmitSignal', 'sssav', [MANAGER, 'StartupFinished', 's', [new Variant('s', 'x')]]);
      await waiting;
      assert.ok(control.uniqueName !== '');
    });

    test('told to stop, it waits no longer; nor beyond its time, nor when the bus goes', async (t) => {
      const { bus, mock, manager } = await started(t, STARTING);
      const stop = new AbortController();
      const waiting = manager.startupFinished(stop.signal);
      await mock.program.saw(/Subscribe/);
      stop.abort();
      await waiting;
      await manager.startupFinished(stop.signal);
      await new SystemdManager(bus.address, { answerMs: 5000, startupMs: 200 }).startupFinished(NEVER);
      const left = manager.startupFinished(NEVER);
      await sleep(300);
      await bus.daemon.end('SIGKILL');
      await left;
    });
  });
});

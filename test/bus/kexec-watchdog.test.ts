import { after, before, beforeEach, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Variant } from 'dbus-native';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { SystemdWatchdog } from '../../src/adapters/kexec/systemd-watchdog.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { startServiceManager } from '../fakes/dbus/service-manager.ts';

const SYSTEMD = { destination: 'org.freedesktop.systemd1', path: '/org/freedesktop/systemd1', interface: 'org.freedesktop.DBus.Properties' } as const;
const MANAGER = 'org.freedesktop.systemd1.Manager';

describe('the watchdog of a restart through kexec', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let folder: string;
  let note: string;
  let watchdog: SystemdWatchdog;
  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    await startServiceManager(bus, control, { RuntimeWatchdogUSec: 0n, KExecWatchdogUSec: 0n }, []);
    folder = mkdtempSync(join(tmpdir(), 'quick-restart-test-'));
    note = join(folder, 'kexec-watchdog');
    watchdog = new SystemdWatchdog(bus.address, note);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bus.stop();
  });
  beforeEach(() => rmSync(note, { force: true }));

  async function set(name: string, usec: bigint): Promise<void> {
    const done = await control.call({ ...SYSTEMD, member: 'Set', signature: 'ssv', body: [MANAGER, name, new Variant('t', usec)], answer: '' });
    assert.ok(done.ok);
  }
  async function patience(): Promise<bigint> {
    const read = await control.call({ ...SYSTEMD, member: 'Get', signature: 'ss', body: [MANAGER, 'KExecWatchdogUSec'], answer: 'v' });
    return read.ok ? ((read.value[0] as Variant).value as bigint) : -1n;
  }

  test('where systemd uses one it is set, noted, and put back, also by another process', async () => {
    await set('RuntimeWatchdogUSec', 30_000_000n);
    await set('KExecWatchdogUSec', 0n);
    assert.deepEqual(await watchdog.arm(300), { ok: true, value: true });
    assert.equal(await patience(), 300_000_000n);
    assert.equal(readFileSync(note, 'utf8'), '0\n');
    assert.deepEqual(await new SystemdWatchdog(bus.address, note).disarm(), { ok: true, value: null });
    assert.equal(await patience(), 0n);
    assert.equal(existsSync(note), false);
  });

  for (const [what, running, kexec] of [
    ['systemd uses none: the next one would not take it over', 0n, 0n],
    ['an administrator set it', 30_000_000n, 60_000_000n],
  ] as const) {
    test(`${what}: left alone, and so it is afterwards`, async () => {
      await set('RuntimeWatchdogUSec', running);
      await set('KExecWatchdogUSec', kexec);
      assert.deepEqual(await watchdog.arm(300), { ok: true, value: false });
      assert.deepEqual(await watchdog.disarm(), { ok: true, value: null });
      assert.equal(await patience(), kexec);
    });
  }

  test('a damaged note: what systemd has by default', async () => {
    await set('KExecWatchdogUSec', 300_000_000n);
    writeFileSync(note, 'x');
    assert.equal((await watchdog.disarm()).ok, true);
    assert.equal(await patience(), 0n);
  });

  test('no bus: an error, and the note stays for the next try', async () => {
    const lost = new SystemdWatchdog('unix:path=/nonexistent/bus', note);
    assert.equal((await lost.arm(300)).ok, false);
    assert.equal(existsSync(note), false);
    writeFileSync(note, '0\n');
    assert.equal((await lost.disarm()).ok, false);
    assert.equal(existsSync(note), true);
  });
});

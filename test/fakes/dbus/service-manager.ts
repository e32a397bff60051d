import { Variant } from 'dbus-native';
import type { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { startMock, type Mock } from './mocks.ts';
import type { PrivateBus } from './private-bus.ts';

const SYSTEMD = { name: 'org.freedesktop.systemd1', path: '/org/freedesktop/systemd1', interface: 'org.freedesktop.systemd1.Manager' } as const;

/** A service manager with these timestamps (µs) and jobs (unit, type). */
export async function startServiceManager(bus: PrivateBus, control: BusConnection, timestamps: Readonly<Record<string, bigint>>, jobs: readonly (readonly [string, string])[]): Promise<Mock> {
  const mock = await startMock(bus, control, SYSTEMD, [SYSTEMD.name, SYSTEMD.path, SYSTEMD.interface]);
  const properties = Object.entries(timestamps).map(([name, usec]) => [name, new Variant('t', usec)] as const);
  // As in the real one, there are properties of types that we have no use for.
  await mock.configure('AddProperties', 'sa{sv}', [SYSTEMD.interface, [...properties, ['Version', new Variant('s', '257')], ['ShowStatus', new Variant('b', true)], ['UnitPath', new Variant('as', ['/etc'])]]]);
  const rows = jobs.map(([unit, type], at) => `(dbus.UInt32(${at}), '${unit}', '${type}', 'waiting', dbus.ObjectPath('/job/${at}'), dbus.ObjectPath('/unit/${at}'))`);
  await mock.configure('AddMethod', 'sssss', [SYSTEMD.interface, 'ListJobs', '', 'a(usssoo)', `ret = dbus.Array([${rows.join(', ')}], signature='(usssoo)')`]);
  await mock.configure('AddMethod', 'sssss', [SYSTEMD.interface, 'Subscribe', '', '', '']);
  return mock;
}

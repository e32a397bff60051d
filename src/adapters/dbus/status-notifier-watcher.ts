import { Variant } from 'dbus-native';
import { ok, type Result } from '../../core/result.ts';
import type { BusConnection } from './transport/bus-connection.ts';
import type { BusError } from './transport/bus-error.ts';
import { watchSignals } from './transport/watch-signals.ts';

const WATCHER = { name: 'org.kde.StatusNotifierWatcher', path: '/StatusNotifierWatcher', interface: 'org.kde.StatusNotifierWatcher' } as const;

/**
 * Tells whether a panel shows icons, at once and whenever that changes: a watcher is there, and a host has registered with it.
 * StatusNotifierItem Specification, "StatusNotifierWatcher". Plain GNOME has none; its AppIndicator extension brings one.
 */
export async function watchTrayHost(bus: BusConnection, onChange: (there: boolean) => void): Promise<Result<() => Promise<void>, BusError>> {
  const ask = async (): Promise<void> => onChange(await isHostThere(bus));
  const watching = await watchSignals(bus, WATCHER, {
    onSignal: (member) => (member.startsWith('StatusNotifierHost') ? void ask() : undefined),
    onOwner: (owner) => (owner === '' ? onChange(false) : void ask()),
  });
  if (!watching.ok) return watching;
  await ask();
  return ok(watching.value);
}

async function isHostThere(bus: BusConnection): Promise<boolean> {
  const asked = await bus.call({
    destination: WATCHER.name, path: WATCHER.path, interface: 'org.freedesktop.DBus.Properties', member: 'Get', autoStart: false,
    signature: 'ss', body: [WATCHER.interface, 'IsStatusNotifierHostRegistered'], answer: 'v',
  });
  const value = asked.ok ? asked.value[0] : false;
  return (value instanceof Variant ? value.value : value) === true;
}

import { Variant } from 'dbus-native';
import type { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import type { Appearance } from '../../../src/contracts/app/appearance.ts';
import { startMock, type Mock } from '../dbus/mocks.ts';
import type { PrivateBus } from '../dbus/private-bus.ts';

const WATCHER = { name: 'org.kde.StatusNotifierWatcher', path: '/StatusNotifierWatcher', interface: 'org.kde.StatusNotifierWatcher' } as const;
const SHELL = { name: 'org.gnome.Shell', path: '/org/gnome/Shell', interface: 'org.gnome.Shell.Extensions' } as const;
const NOTIFICATIONS = { name: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications', interface: 'org.freedesktop.Notifications' } as const;
const PORTAL = { name: 'org.freedesktop.portal.Desktop', path: '/org/freedesktop/portal/desktop', interface: 'org.freedesktop.portal.Settings' } as const;

/** A panel that shows icons: icons register with it, and it says that it is there. */
export async function startTrayHost(bus: PrivateBus, control: BusConnection): Promise<Mock> {
  const mock = await startMock(bus, control, WATCHER, [WATCHER.name, WATCHER.path, WATCHER.interface]);
  await mock.configure('AddMethods', 'sa(ssss)', [
    WATCHER.interface,
    [
      ['RegisterStatusNotifierItem', 's', '', `self.EmitSignal('${WATCHER.interface}', 'StatusNotifierItemRegistered', 's', [args[0]])`],
      ['RegisterStatusNotifierHost', 's', '', ''],
    ],
  ]);
  await mock.configure('AddProperties', 'sa{sv}', [
    WATCHER.interface,
    [
      ['IsStatusNotifierHostRegistered', new Variant('b', true)],
      ['ProtocolVersion', new Variant('i', 0)],
      ['RegisteredStatusNotifierItems', new Variant('as', [])],
    ],
  ]);
  return mock;
}

/** GNOME Shell, as far as it has our extension; `info` is Python for what it says of it besides whether it is on. */
export async function startGnomeShell(bus: PrivateBus, control: BusConnection, isOn: boolean, info = "'state': 1.0 if self.on else 2.0, 'enabled': self.on, 'canChange': True"): Promise<Mock> {
  const mock = await startMock(bus, control, SHELL, [SHELL.name, SHELL.path, SHELL.interface]);
  const set = (on: string): string => `self.on = ${on}; self.EmitSignal('${SHELL.interface}', 'ExtensionStateChanged', 'sa{sv}', [args[0], {'state': 1.0 if self.on else 2.0}]); ret = True`;
  const said = `self.on = getattr(self, 'on', ${isOn ? 'True' : 'False'}); ret = dbus.Dictionary({${info}} if args[0] == 'quick-restart@quickrestart1.org' else {}, signature='sv')`;
  await mock.configure('AddMethods', 'sa(ssss)', [
    SHELL.interface,
    [
      ['GetExtensionInfo', 's', 'a{sv}', said],
      ['EnableExtension', 's', 'b', set('True')],
      ['DisableExtension', 's', 'b', set('False')],
    ],
  ]);
  return mock;
}

/** dbusmock's notification server; with actions. What reaches it is in its program's output. */
export function startNotifications(bus: PrivateBus, control: BusConnection): Promise<Mock> {
  return startMock(bus, control, NOTIFICATIONS, ['--template', 'notification_daemon', '--parameters', JSON.stringify({ capabilities: 'actions body body-markup persistence' })]);
}

/** Presses a button of a notification. */
export function pressAction(mock: Mock, id: number, action: string): Promise<void> {
  return mock.configure('EmitSignal', 'sssav', [NOTIFICATIONS.interface, 'ActionInvoked', 'us', [new Variant('u', id), new Variant('s', action)]]);
}

/** The desktop portal with the settings that programs look at; org.freedesktop.portal.Settings. */
export async function startPortal(bus: PrivateBus, control: BusConnection, appearance: Partial<Appearance>): Promise<Mock> {
  const mock = await startMock(bus, control, PORTAL, [PORTAL.name, PORTAL.path, PORTAL.interface]);
  await mock.configure('AddMethod', 'sssss', [PORTAL.interface, 'ReadAll', 'as', 'a{sa{sv}}', `ret = ${portalSettings(appearance)}`]);
  return mock;
}

/** Changes a setting as a person does, with its signal. */
export function changeSetting(mock: Mock, namespace: string, key: string, value: Variant): Promise<void> {
  return mock.configure('EmitSignal', 'sssav', [PORTAL.interface, 'SettingChanged', 'ssv', [new Variant('s', namespace), new Variant('s', key), new Variant('v', value)]]);
}

function portalSettings({ dark = false, highContrast = false, reducedMotion = false, accentColour = null, textScale = 1 }: Partial<Appearance>): string {
  const accent = accentColour === null ? '' : `, 'accent-color': dbus.Struct((${rgb(accentColour).join(', ')}), signature='ddd', variant_level=1)`;
  return `{'org.freedesktop.appearance': dbus.Dictionary({'color-scheme': dbus.UInt32(${dark ? 1 : 0}, variant_level=1), 'contrast': dbus.UInt32(${highContrast ? 1 : 0}, variant_level=1)${accent}}, signature='sv'),
 'org.gnome.desktop.interface': dbus.Dictionary({'enable-animations': dbus.Boolean(${reducedMotion ? 'False' : 'True'}, variant_level=1), 'text-scaling-factor': dbus.Double(${textScale}, variant_level=1)}, signature='sv')}`.replace(/\n/g, '');
}

function rgb(colour: string): readonly string[] {
  return [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(6));
}

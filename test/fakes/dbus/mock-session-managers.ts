import type { Variant } from 'dbus-native';
import type { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { startMock, type Mock } from './mocks.ts';
import type { ActivatedService, PrivateBus } from './private-bus.ts';

const GNOME = { name: 'org.gnome.SessionManager', path: '/org/gnome/SessionManager', interface: 'org.gnome.SessionManager' } as const;
const CINNAMON_DIALOG = 'org.cinnamon.SessionManager.EndSessionDialog';
const XFCE = { name: 'org.xfce.SessionManager', path: '/org/xfce/SessionManager', interface: 'org.xfce.Session.Manager' } as const;
const XFCONF = { name: 'org.xfce.Xfconf', path: '/org/xfce/Xfconf', interface: 'org.xfce.Xfconf' } as const;
const KSMSERVER = { name: 'org.kde.ksmserver', path: '/KSMServer', interface: 'org.kde.KSMServerInterface' } as const;
const LXQT = { name: 'org.lxqt.session', path: '/LXQtSession', interface: 'org.lxqt.session' } as const;

/** Python that fails as gnome-session does when its question is answered with Cancel. */
export const GNOME_CANCELLED = "raise dbus.exceptions.DBusException('Operation was cancelled', name='org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code19')";

/** gnome-session, whose Reboot does `code` in Python. */
export async function startGnomeSession(bus: PrivateBus, control: BusConnection, code = '', running = true): Promise<Mock> {
  const mock = await startMock(bus, control, GNOME, [GNOME.name, GNOME.path, GNOME.interface]);
  await mock.configure('AddMethod', 'sssss', [GNOME.interface, 'IsSessionRunning', '', 'b', `ret = ${running ? 'True' : 'False'}`]);
  await mock.configure('AddMethod', 'sssss', [GNOME.interface, 'Reboot', '', '', code]);
  return mock;
}

/** mate-session or cinnamon-session, whose RequestReboot sends this signal; none: it says nothing yet. */
export async function startMateSession(bus: PrivateBus, control: BusConnection, signal: string | null): Promise<Mock> {
  const mock = await startMock(bus, control, GNOME, [GNOME.name, GNOME.path, GNOME.interface]);
  const emit = signal === null ? '' : `self.EmitSignal('${GNOME.interface}', '${signal}', '', [])`;
  await mock.configure('AddMethod', 'sssss', [GNOME.interface, 'RequestReboot', '', '', emit]);
  await mock.configure('AddMethod', 'sssss', [GNOME.interface, 'Reboot', '', '', '']);
  return mock;
}

/** xfce4-session, whose Restart goes through these states; xfsm-manager-dbus.xml. */
export async function startXfceSession(bus: PrivateBus, control: BusConnection, states: readonly number[], code = ''): Promise<Mock> {
  const mock = await startMock(bus, control, XFCE, [XFCE.name, XFCE.path, XFCE.interface]);
  const lines = states.map((state) => `self.EmitSignal('${XFCE.interface}', 'StateChanged', 'uu', [dbus.UInt32(3), dbus.UInt32(${state})])`);
  await mock.configure('AddMethod', 'sssss', [XFCE.interface, 'Restart', 'b', '', [...lines, code].filter((line) => line !== '').join('\n')]);
  return mock;
}

/** xfconfd, with what the person chose about saving the session. */
export async function startXfconf(bus: PrivateBus, control: BusConnection, saves: boolean): Promise<Mock> {
  const mock = await startMock(bus, control, XFCONF, [XFCONF.name, XFCONF.path, XFCONF.interface]);
  await mock.configure('AddMethod', 'sssss', [XFCONF.interface, 'GetProperty', 'ss', 'v', `ret = dbus.Boolean(${saves ? 'True' : 'False'}, variant_level=1)`]);
  return mock;
}

/** cinnamon-session since 6.4, with programs that object: each name, icon, reason and id. It waits for the answer of a question that is not open. */
export async function startCinnamonSession(bus: PrivateBus, control: BusConnection, objecting: string): Promise<Mock> {
  const mock = await startMock(bus, control, GNOME, [GNOME.name, GNOME.path, GNOME.interface]);
  const tell = `self.EmitSignal('${CINNAMON_DIALOG}', 'InhibitorsChanged', 'a(ssss)', [dbus.Array(${objecting}, signature='(ssss)')])`;
  await mock.configure('AddMethod', 'sssss', [GNOME.interface, 'RequestReboot', '', '', tell]);
  await mock.configure('AddMethod', 'sssss', [CINNAMON_DIALOG, 'Cancel', '', '', `self.EmitSignal('${GNOME.interface}', 'SessionRunning', '', [])`]);
  return mock;
}

/** ksmserver, by which a session of Plasma is known. */
export async function startKsmserver(bus: PrivateBus, control: BusConnection, isShuttingDown = false): Promise<Mock> {
  const mock = await startMock(bus, control, KSMSERVER, [KSMSERVER.name, KSMSERVER.path, KSMSERVER.interface]);
  await mock.configure('AddMethod', 'sssss', [KSMSERVER.interface, 'isShuttingDown', '', 'b', `ret = ${isShuttingDown ? 'True' : 'False'}`]);
  return mock;
}

/** plasma-shutdown as the bus starts it: it ends a moment after it was asked, as the real one does when somebody cancels. */
export const PLASMA_SHUTDOWN: ActivatedService = {
  name: 'org.kde.Shutdown',
  argv: [
    '/usr/bin/python3',
    '-c',
    [
      'import dbus, dbus.service, dbus.mainloop.glib',
      'from gi.repository import GLib',
      'dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)',
      'loop = GLib.MainLoop()',
      'later = lambda: GLib.timeout_add(200, loop.quit) and None',
      "method = dbus.service.method('org.kde.Shutdown')(lambda self: later())",
      "method.__name__ = 'logoutAndReboot'",
      "kind = type('Shutdown', (dbus.service.Object,), {'logoutAndReboot': method})",
      "held = dbus.service.BusName('org.kde.Shutdown', dbus.SessionBus())",
      "served = kind(held, '/Shutdown')",
      'loop.run()',
    ].join('; '),
  ],
};

/** lxqt-session; its method does `code`. */
export async function startLxqtSession(bus: PrivateBus, control: BusConnection, code = ''): Promise<Mock> {
  const mock = await startMock(bus, control, LXQT, [LXQT.name, LXQT.path, LXQT.interface]);
  await mock.configure('AddMethod', 'sssss', [LXQT.interface, 'reboot', '', '', code]);
  return mock;
}

/** Sends a signal of gnome-session, mate-session or cinnamon-session. */
export function sendSessionSignal(mock: Mock, member: string): Promise<void> {
  return mock.configure('EmitSignal', 'sssav', [GNOME.interface, member, '', [] as readonly Variant[]]);
}

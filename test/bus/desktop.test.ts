import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Variant } from 'dbus-native';
import { readAppearance, watchAppearance } from '../../src/adapters/dbus/desktop-appearance.ts';
import { Notifications, type Notice } from '../../src/adapters/dbus/notifications.ts';
import { watchWaking } from '../../src/adapters/dbus/sleep.ts';
import { switchShellExtension, watchShellExtension } from '../../src/adapters/dbus/shell-extensions.ts';
import { watchTrayHost } from '../../src/adapters/dbus/status-notifier-watcher.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { Logind } from '../../src/adapters/dbus/logind.ts';
import { DEFAULT_PREFERENCES } from '../../src/contracts/app/preferences.ts';
import { initialState } from '../../src/main/state/app-state.ts';
import { followSystem } from '../../src/main/state/follow-desktop.ts';
import { Store } from '../../src/main/state/store.ts';
import { sleep, until } from '../fakes/dbus/child-program.ts';
import { startLogind, type Mock } from '../fakes/dbus/mocks.ts';
import { MockPackageKit } from '../fakes/dbus/mock-packagekit.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { changeSetting, pressAction, startGnomeShell, startNotifications, startPortal, startTrayHost } from '../fakes/sample/session-mocks.ts';

const PLAIN = { dark: false, highContrast: false, reducedMotion: false, accentColour: null, textScale: 1 };
const NOTICE: Notice = { title: 'A Restart Is Due', body: 'a < b & c', actions: [{ id: 'default', label: 'Open' }, { id: 'later', label: 'Later' }], replaces: 0 };

describe('the services of a desktop session', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let app: BusConnection;

  before(async () => {
    bus = await PrivateBus.start();
    control = await bus.connect();
    app = await bus.connect();
  });
  after(() => bus.stop());

  test('without any of them: errors and “no”, at once', async () => {
    const heard: unknown[] = [];
    assert.equal((await readAppearance(app)).ok, false);
    assert.equal((await new Notifications(app, 'x').show(NOTICE)).ok, false);
    const watching = await watchTrayHost(app, (there) => heard.push(there));
    assert.ok(watching.ok);
    await watching.value();
    assert.deepEqual(heard, [false]);
  });

  test('looks: read, and told when they change', async () => {
    let changes = 0;
    const watching = await watchAppearance(app, () => (changes += 1));
    const portal = await startPortal(bus, control, { dark: true, highContrast: true, reducedMotion: true, accentColour: '#e01b24', textScale: 1.25 });
    await until(() => changes === 1, 'the portal came');
    assert.deepEqual(await readAppearance(app), { ok: true, value: { dark: true, highContrast: true, reducedMotion: true, accentColour: '#e01b24', textScale: 1.25 } });
    await changeSetting(portal, 'org.freedesktop.appearance', 'color-scheme', new Variant('u', 2));
    await until(() => changes === 2, 'a setting changed');
    await changeSetting(portal, 'org.example.other', 'x', new Variant('u', 2));
    await changeSetting(portal, 'org.gnome.desktop.interface', 'text-scaling-factor', new Variant('d', 2));
    await until(() => changes === 3, 'another changed, and the one of others did not count');
    assert.ok(watching.ok);
    await watching.value();
    await portal.program.end('SIGKILL');
  });

  for (const [what, settings, expected] of [
    ['nothing', '{}', {}],
    ['wrong types', "{'org.freedesktop.appearance': dbus.Dictionary({'color-scheme': 'dark', 'accent-color': dbus.Struct((2.0, 0.0, 0.0), signature='ddd'), 'contrast': True}, signature='sv'), 'org.gnome.desktop.interface': dbus.Dictionary({'text-scaling-factor': 99.0}, signature='sv')}", {}],
    ['high contrast as older GNOME has it', "{'org.gnome.desktop.a11y.interface': dbus.Dictionary({'high-contrast': True}, signature='sv')}", { highContrast: true }],
    ['a variant within a variant', "{'org.freedesktop.appearance': dbus.Dictionary({'color-scheme': dbus.UInt32(1, variant_level=2)}, signature='sv')}", { dark: true }],
  ] as const) {
    test(`looks: ${what}`, async () => {
      const portal = await startPortal(bus, control, {});
      await portal.configure('AddMethod', 'sssss', ['org.freedesktop.portal.Settings', 'ReadAll', 'as', 'a{sa{sv}}', `ret = dbus.Dictionary(${settings}, signature='sa{sv}')`]);
      assert.deepEqual(await readAppearance(app), { ok: true, value: { dark: false, highContrast: false, reducedMotion: false, accentColour: null, textScale: 1, ...expected } });
      await portal.program.end('SIGKILL');
      await until(async () => !(await readAppearance(app)).ok, 'the portal has gone');
    });
  }

  test('notifications: shown with buttons, escaped where the server reads markup, answered, taken away', async () => {
    const server = await startNotifications(bus, control);
    const notifications = new Notifications(app, 'org.quickrestart1.Tray');
    const pressed: unknown[] = [];
    const ended: unknown[] = [];
    const watching = await notifications.watch({ onAction: (id, action) => pressed.push([id, action]), onClosed: (id) => ended.push(id), onServer: (isThere) => ended.push(isThere) });
    const shown = await notifications.show(NOTICE);
    assert.ok(shown.ok);
    await server.program.saw(/Notify "Quick Restart" 0 "org\.quickrestart1\.Tray" "A Restart Is Due" "a &lt; b &amp; c" \["default", "Open", "later", "Later"\]/);
    await pressAction(server, shown.value, 'later');
    await until(() => pressed.length > 0, 'the button');
    assert.deepEqual(pressed, [[shown.value, 'later']]);
    await notifications.close(shown.value);
    await server.program.saw(/CloseNotification/);
    await until(() => ended.length > 0, 'that it is closed is heard');
    await server.program.end('SIGKILL');
    await until(() => ended.length > 1, 'that the server went is heard');
    assert.deepEqual(ended, [shown.value, false]);
    assert.ok(watching.ok);
    await watching.value();
  });

  test('a panel that comes and goes', async () => {
    const heard: boolean[] = [];
    const watching = await watchTrayHost(app, (there) => heard.push(there));
    const host = await startTrayHost(bus, control);
    // It owns its name before it has a host.
    await host.configure('EmitSignal', 'sssav', ['org.kde.StatusNotifierWatcher', 'StatusNotifierHostRegistered', '', []]);
    await until(() => heard.at(-1) === true, 'the panel is there');
    await host.program.end('SIGKILL');
    await until(() => heard.at(-1) === false, 'the panel has gone');
    assert.ok(watching.ok);
    await watching.value();
  });

  test('the extension of GNOME Shell: told whether it is on, also where another program switches it, and switched', async () => {
    const heard: (boolean | null)[] = [];
    const watching = await watchShellExtension(app, (isOn) => heard.push(isOn));
    assert.deepEqual([heard, (await switchShellExtension(app, true)).ok], [[null], false]);
    const shell = await startGnomeShell(bus, control, false);
    // It owns its name before it knows its extensions.
    await signalState(shell, 'somebody@else');
    await signalState(shell, 'quick-restart@quickrestart1.org');
    await until(() => heard.at(-1) === false, 'it is off');
    assert.deepEqual(await switchShellExtension(app, true), { ok: true, value: true });
    await until(() => heard.at(-1) === true, 'it is on');
    assert.deepEqual(await switchShellExtension(control, false), { ok: true, value: true });
    await until(() => heard.at(-1) === false, 'another program switched it off');
    await shell.program.end('SIGKILL');
    await until(() => heard.at(-1) === null, 'the shell has gone');
    assert.ok(watching.ok);
    await watching.value();
  });

  for (const [what, info, expected] of [
    ['it is not there', '', null],
    ['it is for other versions of the shell', "'state': 4.0, 'enabled': True", null],
    ['an administrator has locked it', "'state': 1.0, 'enabled': True, 'canChange': False", null],
    ['it went wrong', "'state': 3.0, 'enabled': True", true],
    ['an older shell, which does not say whether it is enabled', "'state': 2.0", false],
    ['wrong types', "'state': 'on', 'enabled': 1", null],
  ] as const) {
    test(`the extension of GNOME Shell: ${what}`, async () => {
      const shell = await startGnomeShell(bus, control, true, info);
      const heard: (boolean | null)[] = [];
      const watching = await watchShellExtension(app, (isOn) => heard.push(isOn));
      assert.deepEqual(heard, [expected]);
      assert.ok(watching.ok);
      await watching.value();
      await shell.program.end('SIGKILL');
      await until(async () => !(await switchShellExtension(app, true)).ok, 'the shell has gone');
    });
  }

  test('waking up is told, going to sleep is not', async () => {
    let woken = 0;
    const logind = await startLogind(bus, control);
    const watching = await watchWaking(app, () => (woken += 1));
    for (const sleeping of [true, false]) await logind.configure('EmitSignal', 'sssav', ['org.freedesktop.login1.Manager', 'PrepareForSleep', 'b', [new Variant('b', sleeping)]]);
    await until(() => woken > 0, 'it woke');
    await sleep(50);
    assert.equal(woken, 1);
    assert.ok(watching.ok);
    await watching.value();
  });

  test('packages are changed: known while it lasts, and the helper is woken to listen and asked afterwards; another connection forgets', async () => {
    const store = new Store(initialState({ preferences: DEFAULT_PREFERENCES, appearance: PLAIN }));
    const asked: string[] = [];
    const note = (what: string) => (): Promise<void> => {
      asked.push(`${what} ${store.state.packagesChanging}`);
      return Promise.resolve();
    };
    const parts = { nextRestart: new Logind(app), helper: { readState: note('state'), readAll: note('all') } };
    await followSystem(app, store, parts);
    assert.deepEqual(asked, []);
    const daemon = await MockPackageKit.start(bus);
    await daemon.tell('begin');
    await until(() => store.state.packagesChanging, 'the transaction began');
    await daemon.tell('finish');
    await until(() => !store.state.packagesChanging, 'the transaction ended');
    assert.deepEqual(asked, ['state true', 'all false']);
    await daemon.end();
    store.change({ packagesChanging: true });
    await followSystem(await bus.connect(), store, parts);
    assert.equal(store.state.packagesChanging, false);
  });
});

function signalState(shell: Mock, uuid: string): Promise<void> {
  return shell.configure('EmitSignal', 'sssav', ['org.gnome.Shell.Extensions', 'ExtensionStateChanged', 'sa{sv}', [new Variant('s', uuid), new Variant('a{sv}', [])]]);
}

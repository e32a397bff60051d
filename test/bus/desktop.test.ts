import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { messageType, Variant } from 'dbus-native';
import { readAppearance, watchAppearance } from '../../src/adapters/dbus/desktop-appearance.ts';
import { Notifications, type Notice } from '../../src/adapters/dbus/notifications.ts';
import { watchTransactions } from '../../src/adapters/dbus/packagekit.ts';
import { watchWaking } from '../../src/adapters/dbus/sleep.ts';
import { watchTrayHost } from '../../src/adapters/dbus/status-notifier-watcher.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { sleep, until } from '../fakes/dbus/child-program.ts';
import { startLogind, startMock } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';
import { RawPeer } from '../fakes/dbus/raw-peer.ts';
import { changeSetting, pressAction, startNotifications, startPortal, startTrayHost } from '../fakes/sample/session-mocks.ts';

const PACKAGEKIT = { name: 'org.freedesktop.PackageKit', path: '/org/freedesktop/PackageKit', interface: 'org.freedesktop.PackageKit' } as const;
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
    for (const watch of [watchTrayHost, watchTransactions]) {
      const watching = await watch(app, (there) => heard.push(there));
      assert.ok(watching.ok);
      await watching.value();
    }
    assert.deepEqual(heard, [false, false]);
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
    const watching = await notifications.watch((id, action) => pressed.push([id, action]));
    const shown = await notifications.show(NOTICE);
    assert.ok(shown.ok);
    await server.program.saw(/Notify "Quick Restart" 0 "org\.quickrestart1\.Tray" "A Restart Is Due" "a &lt; b &amp; c" \["default", "Open", "later", "Later"\]/);
    await pressAction(server, shown.value, 'later');
    await until(() => pressed.length > 0, 'the button');
    assert.deepEqual(pressed, [[shown.value, 'later']]);
    await notifications.close(shown.value);
    await server.program.saw(/CloseNotification/);
    assert.ok(watching.ok);
    await watching.value();
    await server.program.end('SIGKILL');
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

  test('package transactions: told while they run; one that dies with its daemon has ended; forged ones do not count', async () => {
    const heard: boolean[] = [];
    const daemon = await startMock(bus, control, PACKAGEKIT, [PACKAGEKIT.name, PACKAGEKIT.path, PACKAGEKIT.interface]);
    await daemon.configure('AddMethod', 'sssss', [PACKAGEKIT.interface, 'GetTransactionList', '', 'ao', "ret = dbus.Array(['/1_x'], signature='o')"]);
    const watching = await watchTransactions(app, (running) => heard.push(running));
    assert.deepEqual(heard, [true]);
    const list = (names: readonly string[]): Promise<void> => daemon.configure('EmitSignal', 'sssav', [PACKAGEKIT.interface, 'TransactionListChanged', 'as', [new Variant('as', names)]]);
    await list([]);
    await until(() => heard.at(-1) === false, 'the transaction ended');
    const liar = await RawPeer.connect(bus.address);
    liar.send({ type: messageType.signal, path: PACKAGEKIT.path, interface: PACKAGEKIT.interface, member: 'TransactionListChanged', signature: 'as', body: [['/evil']] });
    await sleep(50);
    liar.close();
    assert.equal(heard.at(-1), false);
    await list(['/2_x']);
    await until(() => heard.at(-1) === true, 'another began');
    await daemon.program.end('SIGKILL');
    await until(() => heard.at(-1) === false, 'the daemon died');
    assert.ok(watching.ok);
    await watching.value();
  });

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
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { BusSession } from '../../src/adapters/dbus/session-managers/find-session-manager.ts';
import type { BusConnection } from '../../src/adapters/dbus/transport/bus-connection.ts';
import { err, ok } from '../../src/core/result.ts';
import type { SessionManager } from '../../src/ports/session-manager.ts';
import { until } from '../fakes/dbus/child-program.ts';
import {
  GNOME_CANCELLED, PLASMA_SHUTDOWN, sendSessionSignal, startCinnamonSession, startGnomeSession, startKsmserver, startLxqtSession, startMateSession, startXfceSession, startXfconf,
} from '../fakes/dbus/mock-session-managers.ts';
import { ownerOf, type Mock } from '../fakes/dbus/mocks.ts';
import { PrivateBus } from '../fakes/dbus/private-bus.ts';

/** What became of the wish, in one word. */
async function outcome(manager: SessionManager | null): Promise<string> {
  if (manager === null) return 'nobody';
  const asked = await manager.restart();
  return asked.ok ? asked.value : asked.error.kind;
}

describe('session managers', () => {
  let bus: PrivateBus;
  let control: BusConnection;
  let app: BusConnection;
  let goesDown: boolean | null = false;

  before(async () => {
    bus = await PrivateBus.start('open', [PLASMA_SHUTDOWN]);
    control = await bus.connect();
    app = await bus.connect();
  });
  after(() => bus.stop());

  const session = (): BusSession => new BusSession(() => Promise.resolve(ok(app)), () => Promise.resolve(goesDown));

  /** Does `work` while this session manager runs, and waits until its name is free again. */
  async function during(starting: Promise<Mock>, name: string, work: (mock: Mock) => Promise<void>): Promise<void> {
    const mock = await starting;
    try {
      await work(mock);
    } finally {
      await mock.program.end('SIGKILL');
      await until(async () => (await ownerOf(control, name)) === '', `${name} gone`);
    }
  }

  test('without one: nobody', async () => assert.deepEqual([await outcome(await session().manager()), await session().pid()], ['nobody', null]));

  test('its process is known', () => during(startXfceSession(bus, control, []), 'org.xfce.SessionManager', async () => assert.match(readFileSync(`/proc/${await session().pid()}/cmdline`, 'latin1'), /dbusmock\0org\.xfce\.SessionManager/)));

  describe('gnome-session', () => {
    const NAME = 'org.gnome.SessionManager';
    const rows: readonly (readonly [string, string, string])[] = [
      ['its question was answered with yes', '', 'ending'],
      ['its question was answered with no', GNOME_CANCELLED, 'cancelled'],
      ['locked down', "raise dbus.exceptions.DBusException('Logout has been locked down', name='org.gnome.SessionManager.LockedDown')", 'forbidden'],
      ['before it runs', "raise dbus.exceptions.DBusException('only in the Running phase', name='org.gnome.SessionManager.NotInRunning')", 'busy'],
      ['anything else', "raise dbus.exceptions.DBusException('?', name='org.example.Odd')", 'failed'],
    ];
    for (const [name, code, expected] of rows) {
      test(name, () => during(startGnomeSession(bus, control, code), NAME, async () => assert.equal(await outcome(await session().manager()), expected)));
    }

    test('while its question stands it is not asked again: it would take that for a yes', () =>
      during(startGnomeSession(bus, control, '', false), NAME, async (mock) => {
        assert.equal(await outcome(await session().manager()), 'busy');
        await mock.program.saw(/IsSessionRunning/);
        assert.doesNotMatch(mock.program.output, / Reboot/);
      }));

    test('it crashes while it asks: nothing was decided', () =>
      during(startGnomeSession(bus, control, 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)'), NAME, async () => assert.equal(await outcome(await session().manager()), 'failed')));
  });

  describe('mate-session and cinnamon-session', () => {
    const NAME = 'org.gnome.SessionManager';
    for (const [signal, expected] of [['SessionOver', 'ending'], ['SessionRunning', 'cancelled']] as const) {
      test(`${signal}: ${expected}; asked without a question of its own`, () =>
        during(startMateSession(bus, control, signal), NAME, async (mock) => {
          assert.equal(await outcome(await session().manager()), expected);
          await mock.program.saw(/RequestReboot/);
          assert.doesNotMatch(mock.program.output, / Reboot\b/);
        }));
    }

    test('what it said before it was asked does not count, and neither does what others say in its name', () =>
      during(startMateSession(bus, control, null), NAME, async (mock) => {
        await sendSessionSignal(mock, 'SessionRunning');
        const asking = outcome(await session().manager());
        await until(() => mock.program.output.includes('RequestReboot'), 'it was asked');
        control.emit('/org/gnome/SessionManager', NAME, 'SessionRunning', '', []);
        await sendSessionSignal(mock, 'ClientAdded');
        await sendSessionSignal(mock, 'SessionOver');
        assert.equal(await asking, 'ending');
      }));

    test('it ends: so does the session', () =>
      during(startMateSession(bus, control, null), NAME, async (mock) => {
        const asking = outcome(await session().manager());
        await until(() => mock.program.output.includes('RequestReboot'), 'it was asked');
        await mock.program.end('SIGKILL');
        assert.equal(await asking, 'ending');
      }));
  });

  describe('cinnamon-session since 6.4, which shows no question where a program objects', () => {
    const NAME = 'org.gnome.SessionManager';
    test('a program objects: we say no for it, and who it was', () =>
      during(startCinnamonSession(bus, control, "[('Letter', 'none', 'It is not saved', '/Inhibitor1')]"), NAME, async (mock) => {
        assert.deepEqual(await (await session().manager())?.restart(), err({ kind: 'failed', detail: 'Letter: It is not saved' }));
        assert.equal(mock.program.output.match(/ Cancel/g)?.length, 1);
      }));

    test('nobody objects: it asks logind and stays, and logind tells that the session ends', () =>
      during(startCinnamonSession(bus, control, '[]'), NAME, async (mock) => {
        const asking = outcome(await session().manager());
        await until(() => mock.program.output.includes('InhibitorsChanged'), 'it told');
        goesDown = true;
        assert.equal(await asking, 'ending');
        goesDown = false;
        assert.doesNotMatch(mock.program.output, / Cancel/);
      }));
  });

  describe('xfce4-session', () => {
    const NAME = 'org.xfce.SessionManager';
    test('its clients die: the session ends', () => during(startXfceSession(bus, control, [3, 4]), NAME, async (mock) => {
      assert.equal(await outcome(await session().manager()), 'ending');
      await mock.program.saw(/Restart True/); // the session is saved where the person said nothing
    }));
    test('a program cancels: idle again', () => during(startXfceSession(bus, control, [3, 2, 1]), NAME, async () => assert.equal(await outcome(await session().manager()), 'cancelled')));
    test('it is not idle: busy', () => during(startXfceSession(bus, control, [], "raise dbus.exceptions.DBusException('must be in idle state', name='org.xfce.SessionManager.Error.Failed')"), NAME, async () => assert.equal(await outcome(await session().manager()), 'busy')));
    test('the session is not saved where the person does not want that', () =>
      during(startXfconf(bus, control, false), 'org.xfce.Xfconf', () =>
        during(startXfceSession(bus, control, [4]), NAME, async (mock) => {
          await outcome(await session().manager());
          await mock.program.saw(/Restart False/);
        })));
  });

  describe('Plasma', () => {
    const NAME = 'org.kde.ksmserver';
    test('plasma-shutdown ends and the machine stays up: cancelled, within a second', () =>
      during(startKsmserver(bus, control), NAME, async () => {
        assert.equal(await outcome(await session().manager()), 'cancelled');
      }));
    for (const [name, answer] of [['goes down', true], ['does not answer any more', null]] as const) {
      test(`plasma-shutdown ends and logind ${name}: the session has ended`, () =>
        during(startKsmserver(bus, control), NAME, async () => {
          goesDown = answer;
          assert.equal(await outcome(await session().manager()), 'ending');
          goesDown = false;
        }));
    }
    test('all agree, and ksmserver ends: so does the session, though plasma-shutdown stays', () =>
      during(startKsmserver(bus, control), NAME, async (mock) => {
        const asking = outcome(await session().manager());
        await until(async () => (await ownerOf(control, 'org.kde.Shutdown')) !== '', 'plasma-shutdown runs');
        await mock.program.end('SIGKILL');
        assert.equal(await asking, 'ending');
        await until(async () => (await ownerOf(control, 'org.kde.Shutdown')) === '', 'plasma-shutdown gone');
      }));
    test('the session is being ended already: busy', () =>
      during(startKsmserver(bus, control, true), NAME, async () => {
        assert.deepEqual([await outcome(await session().manager()), await ownerOf(control, 'org.kde.Shutdown')], ['busy', '']);
      }));
    test('a plasma-shutdown that somebody else has started is no reason to refuse', () =>
      during(startKsmserver(bus, control), NAME, async () => {
        const first = outcome(await session().manager());
        await until(async () => (await ownerOf(control, 'org.kde.Shutdown')) !== '', 'plasma-shutdown runs');
        assert.deepEqual([await outcome(await session().manager()), await first], ['cancelled', 'cancelled']);
      }));
  });

  describe('lxqt-session', () => {
    const NAME = 'org.lxqt.session';
    test('takes the wish and says nothing more', () => during(startLxqtSession(bus, control), NAME, async () => assert.equal(await outcome(await session().manager()), 'untold')));
    test('an error is one', () => during(startLxqtSession(bus, control, "raise dbus.exceptions.DBusException('?', name='org.example.Odd')"), NAME, async () => assert.equal(await outcome(await session().manager()), 'failed')));
  });
});

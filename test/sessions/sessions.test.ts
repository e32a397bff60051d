import assert from 'node:assert/strict';
import test, { after, afterEach, before, beforeEach, describe } from 'node:test';
import { until, type ChildProgram } from '../fakes/dbus/child-program.ts';
import { offers } from './support/offers.ts';
import type { Asking } from './support/asking.ts';
import { OwnSession, type DesktopSession } from './support/own-session.ts';

const X11 = { XDG_SESSION_TYPE: 'x11' };
const GNOME_NAME = { busName: 'org.gnome.SessionManager', ready: ['/org/gnome/SessionManager', 'org.gnome.SessionManager.IsSessionRunning', '(true,)'] } as const;
const XFCE: DesktopSession = { name: 'xfce', busName: 'org.xfce.SessionManager', ready: ['/org/xfce/SessionManager', 'org.xfce.Session.Manager.GetState', '(uint32 1,)'], environment: { ...X11, XDG_CURRENT_DESKTOP: 'XFCE' } };
const MATE: DesktopSession = { name: 'mate', ...GNOME_NAME, environment: { ...X11, XDG_CURRENT_DESKTOP: 'MATE' } };
const CINNAMON: DesktopSession = { name: 'cinnamon', ...GNOME_NAME, environment: { ...X11, XDG_CURRENT_DESKTOP: 'X-Cinnamon' } };
const LXQT: DesktopSession = { name: 'lxqt', busName: 'org.lxqt.session', ready: ['/LXQtSession', 'org.lxqt.session.canReboot', '(true,)'], environment: { ...X11, XDG_CURRENT_DESKTOP: 'LXQt' } };
const PLASMA: DesktopSession = {
  ...{ name: 'plasma', busName: 'org.kde.ksmserver', ready: ['/KSMServer', 'org.kde.KSMServerInterface.isShuttingDown', '(false,)'] },
  environment: { XDG_CURRENT_DESKTOP: 'KDE', XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' },
};
/** How long after a no the next restart may still be a quick one. */
const DISARMED_MS = 1_000;

describe('the session managers of other desktops, the real ones', () => {
  let own: OwnSession;
  before(async () => {
    own = await OwnSession.start();
    console.log(`pictures and logs: ${own.out}`);
  });
  after(() => own.stop());

  /** Tests in a session of their own each. */
  function at(session: DesktopSession, adapter: string, tests: (asks: () => Promise<Asking>) => void): void {
    describe(session.name, () => {
      beforeEach(() => own.logIn(session));
      afterEach(() => own.logOut());
      tests(async () => {
        const asking = await own.ask();
        assert.equal(asking.manager, adapter);
        return asking;
      });
    });
  }

  /** It was told within a second that nothing comes of it, and logind was not asked. */
  async function isCancelled(asking: Asking, saidNoAtMs: number): Promise<void> {
    const { outcome, atMs } = await asking.outcome();
    assert.deepEqual([outcome, own.restarts()], ['cancelled', []]);
    console.log(`told ${atMs - saidNoAtMs} ms after the no`);
    assert.ok(atMs - saidNoAtMs < DISARMED_MS, `${atMs - saidNoAtMs} ms after the no`);
  }

  /** It was told so, and the session manager asked logind for an ordinary restart. */
  async function ends(asking: Asking, told = 'ending'): Promise<void> {
    assert.equal((await asking.outcome()).outcome, told);
    await until(() => own.restarts().length > 0, 'logind is asked', 30_000);
    assert.deepEqual(own.restarts()[0], 'logind Reboot true');
  }

  /** When a program of X's session protocol gave the person's answer: ms since 1970. */
  async function answeredAtMs(program: ChildProgram): Promise<number> {
    await program.saw(/interact \d+\n/);
    return Number(/interact (\d+)/.exec(program.output)?.[1]);
  }

  at(XFCE, 'XfceSession', (asks) => {
    test('what we call is there', async () => {
      const xml = await own.gdbus('introspect', XFCE.busName, XFCE.ready[0], '--xml');
      assert.deepEqual(offers(xml, 'org.xfce.Session.Manager', ['Restart', 'StateChanged', 'ShutdownCancelled']), ['Restart(b)', 'StateChanged(uu)', 'ShutdownCancelled()']);
    });

    test('a program cancels', async () => {
      const program = await own.withProgram(/complete/, 'xsmp-program.py', 'refuse');
      const asking = await asks();
      await isCancelled(asking, await answeredAtMs(program));
    });

    test('programs are asked, and agree', async () => {
      const program = await own.withProgram(/complete/, 'xsmp-program.py', 'agree');
      await ends(await asks());
      await program.saw(/interact[^]*die/);
    });

    test('what a GTK program has told it holds nothing: not our restart, and not Xfce’s own', async () => {
      await own.withProgram(/shown/, 'gtk-program.py');
      await ends(await asks());
      await own.logOut();
      await own.logIn(XFCE);
      await own.withProgram(/shown/, 'gtk-program.py');
      await own.insideOutput(['xfce4-session-logout', '--reboot']);
      await until(() => own.restarts().length > 0, 'logind is asked');
    });
  });

  at(MATE, 'MateOrCinnamonSession', (asks) => {
    test('what we call is there', async () => {
      const xml = await own.gdbus('introspect', MATE.busName, MATE.ready[0], '--xml');
      assert.deepEqual(offers(xml, MATE.busName, ['RequestReboot', 'SessionRunning', 'SessionOver']), ['RequestReboot()', 'SessionRunning()', 'SessionOver()']);
    });

    test('nobody objects: no question', async () => ends(await asks()));

    test('a program objects: MATE asks, and the person says no', async () => {
      await own.withProgram(/shown/, 'gtk-program.py');
      const asking = await asks();
      await isCancelled(asking, await own.click('mate-session', 228, 26));
    });

    test('a program objects: MATE asks, and the person says yes', async () => {
      await own.withProgram(/shown/, 'gtk-program.py');
      const asking = await asks();
      await own.click('mate-session', 80, 26);
      await ends(asking);
    });
  });

  at(CINNAMON, 'CinnamonSession', (asks) => {
    test('what we call is there', async () => {
      const xml = await own.gdbus('introspect', CINNAMON.busName, CINNAMON.ready[0], '--xml');
      assert.deepEqual(offers(xml, CINNAMON.busName, ['RequestReboot', 'SessionRunning', 'SessionOver']), ['RequestReboot()', 'SessionRunning()', 'SessionOver()']);
      assert.deepEqual(offers(xml, 'org.cinnamon.SessionManager.EndSessionDialog', ['Cancel', 'InhibitorsChanged']), ['Cancel()', 'InhibitorsChanged(a(ssss))']);
    });

    test('nobody objects: no question', async () => ends(await asks()));

    test('a program objects: the session goes on, and who it was is told', async () => {
      await own.withProgram(/shown/, 'gtk-program.py');
      const asking = await asks();
      const { outcome, detail, atMs } = await asking.outcome();
      assert.deepEqual([outcome, detail, own.restarts()], ['failed', 'org.example.Letter: A letter is not saved', []]);
      console.log(`told ${atMs - asking.askedAtMs} ms after asking`);
      assert.ok(atMs - asking.askedAtMs < DISARMED_MS);
      assert.match(await own.gdbus('call', CINNAMON.busName, CINNAMON.ready[0], '--method', CINNAMON.ready[1]), /true/);
    });
  });

  at(LXQT, 'LxqtSession', (asks) => {
    test('what we call is there', async () => {
      const xml = await own.gdbus('introspect', LXQT.busName, LXQT.ready[0], '--xml');
      assert.deepEqual(offers(xml, LXQT.busName, ['reboot']), ['reboot()']);
    });

    test('asks nobody, whatever is not saved', async () => {
      await own.withProgram(/shown/, 'gtk-program.py');
      await ends(await asks(), 'untold');
    });
  });

  at(PLASMA, 'KdeSession', (asks) => {
    test('what we call is there, and looking at it stands in nobody’s way', async () => {
      assert.deepEqual(offers(await own.gdbus('introspect', 'org.kde.Shutdown', '/Shutdown', '--xml'), 'org.kde.Shutdown', ['logoutAndReboot']), ['logoutAndReboot()']);
      const xml = await own.gdbus('introspect', PLASMA.busName, PLASMA.ready[0], '--xml');
      assert.deepEqual(offers(xml, 'org.kde.KSMServerInterface', ['isShuttingDown']), ['isShuttingDown(b)']);
      await ends(await asks()); // plasma-shutdown, which the bus has started for the look, is still there
    });

    test('a program of X’s session protocol cancels', async () => {
      const program = await own.withProgram(/complete/, 'xsmp-program.py', 'refuse');
      const asking = await asks();
      await isCancelled(asking, await answeredAtMs(program));
    });

    for (const [answer, id] of [['no', '1'], ['yes', '2']] as const) {
      test(`a window does not close: after ten seconds KWin asks, and the person says ${answer}`, async () => {
        const desk = own.inside(['python3', '-u', '-m', 'dbusmock', '--session', '--template', 'notification_daemon', '-p', '{"capabilities": "body actions"}']);
        const program = await own.withProgram(/shown/, 'gtk-program.py');
        const asking = await asks();
        await program.saw(/close/);
        await desk.saw(/Notify .*did not close.*"1", "Cancel Logout", "2", "Log Out Anyway"/, 30_000);
        assert.ok(asking.waits);
        const atMs = Date.now();
        await own.gdbus('call', 'org.freedesktop.Notifications', '/org/freedesktop/Notifications', '--method', 'org.freedesktop.DBus.Mock.EmitSignal', 'org.freedesktop.Notifications', 'ActionInvoked', 'us', `[<uint32 1>, <'${id}'>]`);
        await (answer === 'no' ? isCancelled(asking, atMs) : ends(asking));
      });
    }
  });
});

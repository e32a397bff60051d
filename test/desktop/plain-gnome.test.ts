import assert from 'node:assert/strict';
import test, { after, before, describe } from 'node:test';
import { until } from '../fakes/dbus/child-program.ts';
import { becomes } from '../fakes/becomes.ts';
import { ICON, isGone, isOpen, showsButtons, startSession, APP_INDICATORS, type Session } from './support/session.ts';

const ENTRY = 'gnulinux-simple-0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11';
const LAUNCHER = 'org.quickrestart1.Tray.desktop';
const NO_ICON = 'Quick Restart Has No Icon Here';
/** The app gives a panel that comes late 15 s. */
const TOLD_WITHIN_MS = 30_000;

/** GNOME as its makers ship it, without a place for tray icons; the app draws through Wayland itself. */
describe('GNOME without a place for icons', () => {
  let session: Session;
  before(async () => {
    session = await startSession({ name: 'plain-gnome', extensions: [], words: ['--ozone-platform=wayland'] });
  });
  after(() => session.stop());

  test('the app says so once, by a notification', async () => {
    const { desktop, shell, app } = session;
    await becomes(async () => (await shell.notifications()).map(({ title, actions }) => [title, ...actions]), [[NO_ICON]], TOLD_WITHIN_MS);
    await shell.picture('no-icon');
    assert.equal(await shell.evaluate<boolean>(`Boolean(${ICON})`), false);
    await shell.tidyUp();
    assert.match(await desktop.shell('cat ~person/.local/state/quick-restart/told.json'), /"toldNoPanel": *true/);
    assert.ok(app.program.running);
  });

  test('started once more, as the launcher does, it opens the restart window of the one that runs', async () => {
    const { desktop, shell } = session;
    await shell.launch(LAUNCHER);
    const page = await isOpen(session, ['Cancel', 'Restart']);
    // Chromium's own processes have a type; apps have none.
    await becomes(async () => (await desktop.shell('ps -eo args= | grep ^/usr/lib/quick-restart/tray/quick-restart-tray | grep -vc -e --type=')).trim(), '1');
    assert.equal(await shell.appOf('Restart'), LAUNCHER);
    assert.equal((await shell.window('Restart')).protocol, 'wayland');
    await page.painted();
    await shell.picture('wayland');
  });

  test('Shift turns the button while it is held', async () => {
    const { shell, app } = session;
    const page = await app.page('restart');
    await shell.hold('shift');
    await showsButtons(page, ['Cancel', 'Quick Restart']);
    await page.painted();
    await shell.picture('wayland-shift');
    await shell.release('shift');
    await showsButtons(page, ['Cancel', 'Restart']);
    await app.click(page, 'Restart', 'Cancel');
    await isGone(session);
  });

  test('Quick Restart, by the keyboard alone: Load, then RebootWithFlags(2)', async () => {
    const { shell, calls } = session;
    calls.forget();
    await shell.launch(LAUNCHER);
    const page = await isOpen(session, ['Cancel', 'Restart']);
    await shell.hold('shift');
    await showsButtons(page, ['Cancel', 'Quick Restart']);
    await shell.press('enter');
    await shell.release('shift');
    await until(() => calls.deeds().includes('logind answers RebootWithFlags'), 'the restart', 20_000);
    assert.deepEqual(calls.deeds(), [`helper Load ${ENTRY}`, 'helper answers Load', 'logind RebootWithFlags 2', 'logind answers RebootWithFlags']);
  });

  test('where icons are allowed later, the icon comes', async () => {
    const { desktop, shell } = session;
    await desktop.run('person', ['gsettings', 'set', 'org.gnome.shell', 'enabled-extensions', `['${APP_INDICATORS}']`]);
    await shell.settled(`${ICON}?.visible`, 'the icon', 30_000);
    await shell.picture('icon-later');
  });
});

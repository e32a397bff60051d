import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { until } from '../fakes/dbus/child-program.ts';
import { polkitRule, RELEASES, upgradeFiles } from './support/computer.ts';
import { becomes } from '../fakes/becomes.ts';
import { chooseFromMenu, ICON, isGone, isOpen, menuLabels, openMenu, opens, showsButtons, startSession, submenuLabels, type Session } from './support/session.ts';

const EXTENSION = 'quick-restart@quickrestart1.org';
const ENTRY = 'gnulinux-simple-0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11';

/** One person, one evening: the tests follow each other in one session. */
describe('restarting from the panel of GNOME', () => {
  let session: Session;
  let idle = { colours: 0, sum: '' };
  before(async () => {
    session = await startSession({ name: 'restart' });
  });
  afterEach(() => session.shell.tidyUp());
  after(() => session.stop());

  test('the icon shows in the panel, and nothing was done for that', async () => {
    const { shell, calls } = session;
    await shell.settled(`${ICON}?.visible`, 'the icon');
    // A place in the panel alone is no icon: something is drawn there.
    await until(async () => (idle = await shell.lookOf(ICON, 'icon')).colours > 8, 'the icon drawn');
    assert.deepEqual(calls.deeds(), []);
  });

  test('its menu says what runs and what there is to do', async () => {
    const { shell } = session;
    await openMenu(shell);
    await becomes(() => menuLabels(shell), [
      `Running: ${RELEASES.running}`, `A restart starts: ${RELEASES.running}`, '',
      'Quick Restart…', 'Restart…', 'Restart Into', '',
      'Settings', 'Quit',
    ]);
    await shell.picture('menu');
    const into = await submenuLabels(shell, 'Restart Into');
    assert.ok(into.some((label) => label.includes(RELEASES.older) && label.includes('recovery')), into.join('\n'));
    assert.ok(into.includes('Boot Menu…') && into.includes('Firmware Setup…'), into.join('\n'));
    await shell.press('escape');
  });

  for (const [key, name] of [['shift', 'Shift'], ['control', 'Ctrl']] as const) {
    test(`${name} turns the button while it is held`, async () => {
      const { shell, app } = session;
      const page = await opens(session, 'Restart…', ['Cancel', 'Restart']);
      await shell.hold(key);
      await showsButtons(page, ['Cancel', 'Quick Restart']);
      await page.painted();
      await shell.picture(`held-${key}`);
      await shell.release(key);
      await showsButtons(page, ['Cancel', 'Restart']);
      await app.click(page, 'Restart', 'Cancel');
      await isGone(session);
    });
  }

  test('an entry of the menu opens the window for that entry', async () => {
    const { shell, app } = session;
    await chooseFromMenu(shell, 'Restart Into', `Debian GNU/Linux, with Linux ${RELEASES.older}`);
    const page = await isOpen(session, ['Cancel', 'Quick Restart']);
    assert.match(await page.text(), new RegExp(`After the restart\\s+${RELEASES.older.replaceAll('.', '\\.')}`));
    await page.painted();
    await shell.picture('restart-into');
    await app.click(page, 'Restart', 'Cancel');
    await isGone(session);
  });

  test('GNOME takes the window for ours, and Chromium keeps its page in a sandbox', async () => {
    const { desktop, shell } = session;
    await opens(session, 'Restart…', ['Cancel', 'Restart']);
    assert.equal(await shell.appOf('Restart'), 'org.quickrestart1.Tray.desktop');
    const renderer = (await desktop.shell("pgrep --full -- '^\\S*quick-restart-tray --type=renderer'")).trim();
    assert.match(await desktop.shell(`cat /proc/${renderer}/status`), /^Uid:\t1000\t1000\t1000\t1000$/m);
    const [own, outer] = (await desktop.shell(`readlink /proc/${renderer}/ns/user /proc/1/ns/user`)).trim().split('\n');
    assert.equal(own !== outer, desktop.sandboxed);
    assert.doesNotMatch(await desktop.shell('cat /proc/[0-9]*/cmdline'), /no-sandbox/);
    await shell.press('escape');
    await isGone(session);
  });

  test('Escape closes the window, and nothing was called by all of this', async () => {
    const { shell, calls } = session;
    const page = await opens(session, 'Quick Restart…', ['Cancel', 'Quick Restart']);
    await page.painted();
    await shell.picture('quick-restart');
    await shell.press('escape');
    await isGone(session);
    assert.deepEqual(calls.deeds(), []);
  });

  test('Escape closes it however short it was, time after time', async () => {
    const { shell } = session;
    for (let time = 0; time < 3; time += 1) {
      await opens(session, 'Restart…', ['Cancel', 'Restart']);
      await shell.tap('escape');
      await isGone(session);
    }
  });

  test('what the plan refuses is said, and only an ordinary restart is offered', async (context) => {
    const { desktop, shell } = session;
    await desktop.shell('mv /usr/sbin/kexec /usr/sbin/kexec.away');
    context.after(() => desktop.shell('mv /usr/sbin/kexec.away /usr/sbin/kexec'));
    const page = await opens(session, 'Quick Restart…', ['Cancel', 'Restart']);
    assert.match(await page.text(), /The program kexec is not installed\.\s+Install the package kexec-tools\./);
    await page.painted();
    await shell.picture('refused');
    await shell.press('escape');
    await isGone(session);
  });

  test('what polkit denies is said, nothing is left loaded, and the machine stays up', async (context) => {
    const { desktop, shell, app, calls } = session;
    await desktop.write(polkitRule('NO'));
    context.after(() => desktop.write(polkitRule('YES')));
    calls.forget();
    const page = await opens(session, 'Quick Restart…', ['Cancel', 'Quick Restart']);
    await app.click(page, 'Restart', 'Quick Restart');
    await showsButtons(page, ['Close', 'Restart Ordinarily']);
    await page.painted();
    await shell.picture('denied');
    await shell.press('escape');
    await isGone(session);
    assert.deepEqual(calls.deeds(), [`helper Load ${ENTRY}`, 'helper refuses Load']);
    assert.equal(await desktop.shell('cat /sys/kernel/kexec_loaded'), '0\n');
  });

  test('the settings open, page by page', async () => {
    const { shell, app } = session;
    await chooseFromMenu(shell, 'Settings');
    const page = await app.page('settings');
    await shell.focused('Quick Restart');
    for (const [title, shows] of [['Restart', /Shift/], ['Kernels', new RegExp(RELEASES.older.replaceAll('.', '\\.'))], ['Health', /kernel image/i], ['History', /restart/i]] as const) {
      await app.click(page, 'Quick Restart', title);
      await until(async () => shows.test(await page.text()), `${title} with ${String(shows)}`);
      await page.painted();
      await shell.picture(`settings-${title.toLowerCase()}`);
    }
    await shell.press('escape');
    await isGone(session);
  });

  test('a switch of the settings puts Quick Restart into the system menu, and shows where the shell’s own tool takes it away again', async () => {
    const { desktop, shell, app } = session;
    await chooseFromMenu(shell, 'Settings');
    const page = await app.page('settings');
    await shell.focused('Quick Restart');
    await app.click(page, 'Quick Restart', 'Restart');
    const shows = (isOn: boolean): Promise<void> => until(() => page.evaluate<boolean>(`document.querySelector('#shell-extension')?.checked === ${isOn}`), `the switch ${isOn ? 'on' : 'off'}`);
    await shows(false);
    await app.click(page, 'Quick Restart', 'Quick Restart in the System Menu');
    await shell.settled(`Main.extensionManager.lookup('${EXTENSION}').state === 1`, 'the extension on');
    await shows(true);
    await page.painted();
    await shell.picture('settings-extension');
    await desktop.run('person', ['gnome-extensions', 'disable', EXTENSION]);
    await shows(false);
    await shell.press('escape');
    await isGone(session);
  });

  test('windows are dark where the desktop is, at once', async () => {
    const { desktop, shell, app } = session;
    const page = await opens(session, 'Restart…', ['Cancel', 'Restart']);
    const isDark = (): Promise<boolean> => page.evaluate<boolean>("matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(document.querySelector('h1')).color.match(/\\d+/g).slice(0, 3).every((part) => Number(part) > 200)");
    assert.equal(await isDark(), false);
    await desktop.run('person', ['gsettings', 'set', 'org.gnome.desktop.interface', 'color-scheme', 'prefer-dark']);
    await until(isDark, 'light text on dark');
    await page.painted();
    await shell.picture('dark');
    await app.click(page, 'Restart', 'Cancel');
    await isGone(session);
    await desktop.run('person', ['gsettings', 'set', 'org.gnome.desktop.interface', 'color-scheme', 'default']);
  });

  test('an upgrade of the kernel is told once, with what can be done about it', async () => {
    const { desktop, shell, calls } = session;
    calls.forget();
    // By then the helper has ended, since nobody asked it anything for a while.
    await desktop.shell('kill $(pgrep --full ^/usr/bin/node.*quick-restartd)');
    await desktop.write(upgradeFiles());
    // What quick-restart-watch.path starts where systemd watches these files.
    await desktop.shell('quick-restartd --refresh');
    await becomes(async () => (await shell.notifications()).map(({ title, actions }) => [title, ...actions]), [['A Restart Is Due', 'Quick Restart', 'Restart', 'Later']]);
    const [notification] = await shell.notifications();
    assert.equal(notification!.source, 'Quick Restart');
    assert.ok(notification!.body.includes(RELEASES.newer), notification!.body);
    await until(async () => (await shell.lookOf(ICON, 'due')).sum !== idle.sum, 'another icon in the panel');
    await openMenu(shell);
    await becomes(async () => (await menuLabels(shell)).slice(0, 3), [`Running: ${RELEASES.running}`, `A restart starts: ${RELEASES.newer}`, 'A restart is due']);
    await shell.picture('menu-due');
    await shell.press('escape');
    assert.deepEqual(calls.deeds(), []);
    await shell.chooseAction('A Restart Is Due', 'Restart');
    await isOpen(session, ['Cancel', 'Restart']);
  });

  test('Quick Restart has the helper load what the boot loader would start, and then logind restart through kexec', async () => {
    const { desktop, shell, app, calls } = session;
    calls.forget();
    const page = await opens(session, 'Restart…', ['Cancel', 'Restart']);
    await shell.hold('shift');
    await showsButtons(page, ['Cancel', 'Quick Restart']);
    await app.click(page, 'Restart', 'Quick Restart');
    await shell.release('shift');
    await until(() => calls.deeds().includes('logind answers RebootWithFlags'), 'the restart', 20_000);
    await page.painted();
    await shell.picture('restarting');
    assert.deepEqual(calls.deeds(), [`helper Load ${ENTRY}`, 'helper answers Load', 'logind RebootWithFlags 2', 'logind answers RebootWithFlags']);
    const kexec = await desktop.shell('cat /run/test/kexec.log /sys/kernel/kexec_loaded');
    // This kernel never came up there: it is a trial.
    assert.match(kexec, new RegExp(`^-s -l --no-sync --command-line=root=UUID=\\S+ ro quiet panic=30 --initrd=/boot/initrd\\.img-${RELEASES.newer} -- /boot/vmlinuz-${RELEASES.newer}\n1\n$`));
  });

  test('Quit ends the app, and its icon goes', async () => {
    const { shell, app } = session;
    await chooseFromMenu(shell, 'Quit');
    assert.equal(await app.program.ended, 0);
    await shell.settled(`!${ICON}`, 'no icon');
  });
});

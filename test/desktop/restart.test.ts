import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { until } from '../fakes/dbus/child-program.ts';
import { polkitRule, RELEASES } from './support/computer.ts';
import type { Page } from './support/page.ts';
import { chooseFromMenu, ICON, menuLabels, openMenu, startSession, submenuLabels, type Session } from './support/session.ts';

const ENTRY = 'gnulinux-simple-0f5a2c1e-7b6d-4c3e-9a81-2d4f6b8c0e11';

/** One person, one evening: the tests follow each other in one session. */
describe('restarting from the panel of GNOME', () => {
  let session: Session;
  before(async () => {
    session = await startSession({ name: 'restart' });
  });
  afterEach(() => session.shell.evaluate('Main.panel.menuManager.activeMenu?.close()'));
  after(() => session.stop());

  test('the icon shows in the panel, and nothing was done for that', async () => {
    const { shell, calls } = session;
    await shell.settled(`${ICON}?.visible`, 'the icon');
    await shell.picture('icon');
    assert.deepEqual(calls.deeds(), []);
  });

  test('its menu says what runs and what there is to do', async () => {
    const { shell } = session;
    await openMenu(shell);
    await until(async () => (await menuLabels(shell)).includes('Restart Into'), 'the entries in the menu');
    await shell.picture('menu');
    assert.deepEqual(await menuLabels(shell), [
      `Running: ${RELEASES.running}`, `A restart starts: ${RELEASES.running}`, '',
      'Quick Restart…', 'Restart…', 'Restart Into', '',
      'Settings', 'Quit',
    ]);
    const into = await submenuLabels(shell, 'Restart Into');
    assert.ok(into.some((label) => label.includes(RELEASES.older) && label.includes('recovery')), into.join('\n'));
    assert.ok(into.includes('Boot Menu…') && into.includes('Firmware Setup…'), into.join('\n'));
    await shell.press('escape');
  });

  for (const [key, name] of [['shift', 'Shift'], ['control', 'Ctrl']] as const) {
    test(`${name} turns the button while it is held`, async () => {
      const { shell, app } = session;
      await chooseFromMenu(shell, 'Restart…');
      const page = await app.page('restart');
      await showsButtons(page, ['Cancel', 'Restart']);
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

  test('Escape closes the window, and nothing was called by all of this', async () => {
    const { shell, app, calls } = session;
    await chooseFromMenu(shell, 'Quick Restart…');
    const page = await app.page('restart');
    await showsButtons(page, ['Cancel', 'Quick Restart']);
    await page.painted();
    await shell.picture('quick-restart');
    await shell.press('escape');
    await isGone(session);
    assert.deepEqual(calls.deeds(), []);
  });

  test('what the plan refuses is said, and only an ordinary restart is offered', async () => {
    const { desktop, shell, app } = session;
    await desktop.shell('mv /usr/sbin/kexec /usr/sbin/kexec.away');
    await chooseFromMenu(shell, 'Quick Restart…');
    const page = await app.page('restart');
    await showsButtons(page, ['Cancel', 'Restart']);
    assert.match(await page.text(), /The program kexec is not installed\.\s+Install the package kexec-tools\./);
    await page.painted();
    await shell.picture('refused');
    await shell.press('escape');
    await isGone(session);
    await desktop.shell('mv /usr/sbin/kexec.away /usr/sbin/kexec');
  });

  test('what polkit denies is said, nothing is left loaded, and the machine stays up', async () => {
    const { desktop, shell, app, calls } = session;
    await desktop.write(polkitRule('NO'));
    calls.forget();
    await chooseFromMenu(shell, 'Quick Restart…');
    const page = await app.page('restart');
    await showsButtons(page, ['Cancel', 'Quick Restart']);
    await app.click(page, 'Restart', 'Quick Restart');
    await showsButtons(page, ['Close', 'Restart Ordinarily']);
    await page.painted();
    await shell.picture('denied');
    await shell.press('escape');
    await isGone(session);
    assert.deepEqual(calls.deeds(), [`helper Load ${ENTRY}`, 'helper refuses Load']);
    assert.equal(await desktop.shell('cat /sys/kernel/kexec_loaded'), '0\n');
    await desktop.write(polkitRule('YES'));
  });

  test('Quick Restart has the helper load what the boot loader would start, and then logind restart through kexec', async () => {
    const { desktop, shell, app, calls } = session;
    calls.forget();
    await chooseFromMenu(shell, 'Restart…');
    const page = await app.page('restart');
    await showsButtons(page, ['Cancel', 'Restart']);
    await shell.hold('shift');
    await showsButtons(page, ['Cancel', 'Quick Restart']);
    await app.click(page, 'Restart', 'Quick Restart');
    await shell.release('shift');
    await until(() => calls.deeds().includes('logind answers RebootWithFlags'), 'the restart', 20_000);
    await page.painted();
    await shell.picture('restarting');
    assert.deepEqual(calls.deeds(), [`helper Load ${ENTRY}`, 'helper answers Load', 'logind RebootWithFlags 2', 'logind answers RebootWithFlags']);
    const kexec = await desktop.shell('cat /run/test/kexec.log /sys/kernel/kexec_loaded');
    assert.match(kexec, new RegExp(`^-s -l --command-line=root=UUID=\\S+ ro quiet --initrd=/boot/initrd\\.img-${RELEASES.running} -- /boot/vmlinuz-${RELEASES.running}\n1\n$`));
  });
});

async function showsButtons(page: Page, wanted: readonly string[]): Promise<void> {
  let shown: readonly string[] = [];
  await until(async () => (shown = await page.buttons()).join() === wanted.join(), `buttons ${wanted.join(', ')}`).catch(async (error: unknown) => {
    throw new Error(`${String(error)}; there were ${shown.join(', ')} and the text\n${await page.text()}`);
  });
}

async function isGone({ shell }: Session): Promise<void> {
  await until(async () => (await shell.windows()).length === 0, 'the window closed');
}

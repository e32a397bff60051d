import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { until } from '../fakes/dbus/child-program.ts';
import { becomes } from '../fakes/becomes.ts';
import { CallLog } from './support/call-log.ts';
import { polkitRule, RELEASES, upgradeFiles } from './support/computer.ts';
import { Desktop } from './support/desktop.ts';
import { cancel, chooseWithShift, EXTENSION, modeOf, ORDINARY, OURS, shape } from './support/gnome-menu.ts';
import { GnomeShell } from './support/gnome-shell.ts';
import { answerDialog, choose, closePowerMenu, DIALOG, dialogSays, goDownTo, openPowerMenu, POWER_MENU, powerItems, restartReads, SYSTEM_MENU } from './support/power-menu.ts';

const QUICK = ['Suspend', 'Quick Restart…', 'Power Off…', 'Log Out…'];
/** One ordinary and two quick restarts, of 20 and 24 seconds. */
const HISTORY = JSON.stringify({ schema: 1, boot: null, lastStop: null, firmwareBootSeconds: null, records: [60, 20, 24].map((totalSeconds, at) => ({ kind: at === 0 ? 'ordinary' : 'quick', askedAtMs: at * 1e6, finishedAtMs: at * 1e6 + 5e4, fromRelease: 'a', toRelease: 'a', totalSeconds, stoppingSeconds: null, firmwareSeconds: null, loaderSeconds: null, startingSeconds: null, cameUp: true })) });
const SERVICE = '/usr/share/dbus-1/system-services/org.quickrestart1.service';

/** Somebody who has logged in with the extension switched on, with GNOME's own session manager; the app is not there. The tests follow each other in one session. */
describe('the menu of GNOME Shell', () => {
  let desktop: Desktop;
  let shell: GnomeShell;
  let calls: CallLog;
  let left = '';
  before(async () => {
    desktop = await Desktop.start({ name: 'gnome-menu', extensions: [EXTENSION], managed: true });
    console.log(`pictures and logs: ${desktop.out}`);
    shell = await GnomeShell.of(desktop);
    calls = await CallLog.start(desktop);
    await desktop.shell('mkdir -p /var/lib/quick-restart');
    await desktop.write({ '/var/lib/quick-restart/history': `${HISTORY}\n` });
  });
  afterEach(() => closePowerMenu(shell).catch(() => undefined)); // at the end there is no shell any more
  after(() => desktop.stop());

  async function switchOn(isOn: boolean): Promise<void> {
    await desktop.run('person', ['gnome-extensions', isOn ? 'enable' : 'disable', EXTENSION]);
    await shell.settled(`Main.extensionManager.lookup('${EXTENSION}').state === ${isOn ? 1 : 2}`, `the extension ${isOn ? 'on' : 'off'}`);
  }

  /** Opens the power menu, and waits until the helper has answered. */
  async function open(usual = 'Restart…'): Promise<void> {
    calls.forget();
    await openPowerMenu(shell);
    await shell.settled(OURS, 'our own item', 30_000);
    await restartReads(shell, usual);
  }

  test('switched on at login, it has not started the helper, nor asked it anything', async () => {
    assert.deepEqual(await shell.evaluate(`[Main.extensionManager.lookup('${EXTENSION}').state, Main.extensionManager.lookup('${EXTENSION}').error ?? '']`), [1, '']);
    assert.equal(await desktop.shell('pgrep --full ^/usr/bin/node.*quick-restartd || true'), '');
    assert.deepEqual(askedOf(calls), []);
  });

  test('Restart… reads Quick Restart… while Shift or Ctrl is held', async () => {
    await open();
    assert.deepEqual(await powerItems(shell), ORDINARY);
    await shell.picture('menu');
    for (const key of ['shift', 'control'] as const) {
      await shell.hold(key);
      await becomes(() => powerItems(shell), QUICK);
      await shell.picture(`menu-${key}`);
      await shell.release(key);
      await becomes(() => powerItems(shell), ORDINARY);
    }
    assert.deepEqual(calls.deeds(), []);
  });

  test('Shift may be held before the menu opens, and nobody sees the other name first', async () => {
    await shell.hold('shift');
    await openPowerMenu(shell);
    assert.deepEqual(await powerItems(shell), QUICK);
    await shell.release('shift');
    await becomes(() => powerItems(shell), ORDINARY);
  });

  test('the keyboard alone is enough; the dialog says which restart it will be, and Escape takes all back', async () => {
    calls.forget();
    await shell.hold('super');
    await shell.press('s');
    await shell.release('super');
    await shell.settled(`${SYSTEM_MENU}.menu.isOpen`, 'the system menu');
    await shell.evaluate(`${POWER_MENU}.sourceActor.grab_key_focus()`);
    await shell.press('enter');
    await shell.settled(`${POWER_MENU}.isOpen && ${OURS}`, 'the power menu');
    await goDownTo(shell, 'Restart…');
    await shell.hold('shift');
    await restartReads(shell, 'Quick Restart…');
    await shell.press('enter');
    await shell.release('shift');
    await dialogSays(shell, quickInto(RELEASES.running));
    await shell.picture('dialog');
    assert.deepEqual(calls.deeds(), ['helper SetEveryRestart once', 'helper answers SetEveryRestart']);
    await cancel(shell);
    await until(() => calls.deeds().length === 4, 'disarmed', 1_000);
    assert.deepEqual(calls.deeds().slice(2), ['helper SetEveryRestart off', 'helper answers SetEveryRestart']);
    assert.equal(await modeOf(desktop), 'off');
    assert.deepEqual(await shell.notifications(), []); // to give up is no failure
  });

  test('an ordinary Restart… is the shell’s own: nothing is armed, and the dialog says no more than ever', async () => {
    await open();
    await choose(shell, 'Restart…');
    const said = await dialogSays(shell, /The system will restart automatically/);
    assert.doesNotMatch(said, /quick|ordinary/i);
    await cancel(shell);
    assert.deepEqual(calls.deeds(), []);
  });

  test('a program with unsaved work is asked about; given up, nothing stays armed', async () => {
    const holds = desktop.program('person', ['gnome-session-inhibit', '--inhibit', 'logout', '--app-id', 'org.quickrestart1.Tray', '--reason', 'A letter is not saved', 'sleep', '600']);
    await open();
    await chooseWithShift(shell, 'Quick Restart…', /A letter is not saved/);
    await dialogSays(shell, quickInto(RELEASES.running));
    await shell.picture('dialog-inhibited');
    await answerDialog(shell, 'Cancel');
    await until(() => calls.deeds().length === 4, 'disarmed');
    assert.deepEqual(calls.deeds().slice(2), ['helper SetEveryRestart off', 'helper answers SetEveryRestart']);
    await desktop.shell('kill $(pgrep --full "^sleep 600")');
    await holds.ended;
  });

  test('a helper that is killed while the menu is open is started again by the choice', async () => {
    await open();
    await desktop.shell('kill -9 $(pgrep --full ^/usr/bin/node.*quick-restartd)');
    await chooseWithShift(shell, 'Quick Restart…', quickInto(RELEASES.running));
    await cancel(shell);
    await becomes(() => modeOf(desktop), 'off');
  });

  test('in every-restart mode it is the other way round: a key makes the next restart an ordinary one', async () => {
    await desktop.shell('quick-restart every-restart on');
    await open('Quick Restart…');
    await shell.hold('shift');
    await becomes(() => powerItems(shell), ORDINARY);
    await shell.release('shift');
    await becomes(() => powerItems(shell), QUICK);
    await chooseWithShift(shell, 'Restart…', /The next restart was asked to be an ordinary one\./);
    await shell.picture('dialog-skip');
    await cancel(shell);
    await until(() => calls.deeds().length === 4, 'taken back');
    assert.deepEqual(calls.deeds(), ['helper SetEveryRestart skip', 'helper answers SetEveryRestart', 'helper SetEveryRestart on', 'helper answers SetEveryRestart']);
    await open('Quick Restart…');
    await choose(shell, 'Quick Restart…');
    await dialogSays(shell, quickInto(RELEASES.running));
    await cancel(shell);
    assert.deepEqual(calls.deeds(), []);
    await desktop.shell('quick-restart every-restart off');
  });

  test('what the plan refuses is greyed, with the reason', async () => {
    await desktop.shell('mv /usr/sbin/kexec /usr/sbin/kexec.away');
    await open();
    await shell.hold('shift');
    await becomes(() => powerItems(shell), ['Suspend', '(Quick Restart… The program kexec is not installed.)', 'Power Off…', 'Log Out…']);
    await shell.picture('refused');
    await shell.clickActor(`${POWER_MENU}._getMenuItems().find((item) => item.visible && !item.reactive)`);
    await shell.release('shift');
    await becomes(() => powerItems(shell), ORDINARY);
    assert.deepEqual(calls.deeds(), []);
    await desktop.shell('mv /usr/sbin/kexec.away /usr/sbin/kexec');
  });

  test('what polkit denies is said, and nothing restarts', async () => {
    await desktop.write(polkitRule('NO'));
    await open();
    await shell.hold('shift');
    await choose(shell, 'Quick Restart…');
    await shell.release('shift');
    await becomes(async () => (await shell.notifications()).map(({ title, body }) => [title, body]), [['The Quick Restart Did Not Work', 'The system does not allow this account to do that.\nAsk an administrator, or use sudo.']], 20_000);
    await shell.picture('denied');
    assert.deepEqual(calls.deeds(), ['helper SetEveryRestart once', 'helper refuses SetEveryRestart']);
    assert.equal(await shell.evaluate(`${DIALOG}.state`), 1);
    await shell.tidyUp();
    await desktop.write(polkitRule('YES'));
  });

  test('without a helper it is the shell’s own menu, whatever is held', async () => {
    await desktop.shell(`mv ${SERVICE} ${SERVICE}.away && kill $(pgrep --full ^/usr/bin/node.*quick-restartd)`);
    await openPowerMenu(shell);
    await shell.settled(`!(${OURS})`, 'the shell’s own item');
    await shell.hold('shift');
    assert.deepEqual(await powerItems(shell), ORDINARY);
    await choose(shell, 'Restart…');
    await shell.release('shift');
    const said = await dialogSays(shell, /The system will restart automatically/);
    assert.doesNotMatch(said, /quick|ordinary/i);
    await cancel(shell);
    await desktop.shell(`mv ${SERVICE}.away ${SERVICE}`);
  });

  test('a badge says that a restart is due', async () => {
    await shell.move({ x: 300, y: 400 });
    const icon = `${SYSTEM_MENU}._system`;
    const before = await shell.lookOf(icon, 'not-due');
    await desktop.write(upgradeFiles());
    await desktop.shell('quick-restartd --refresh');
    await until(async () => (await shell.lookOf(icon, 'due')).sum !== before.sum, 'another icon in the panel', 20_000);
    await shell.clickActor(SYSTEM_MENU);
    await shell.settled(`${POWER_MENU}.sourceActor.mapped`, 'the button of the power menu');
    await shell.picture('due-menu');
    assert.deepEqual(await shell.evaluate(`[${SYSTEM_MENU}._system._indicator, ${POWER_MENU}.sourceActor].map((icon) => icon.has_style_class_name('quick-restart-due'))`), [true, true]);
  });

  test('switched off with the menu open, it leaves nothing, and nobody is asked any more', async () => {
    await open();
    await shell.hold('shift');
    await switchOn(false);
    await shell.release('shift');
    await closePowerMenu(shell);
    left = await shape(shell);
    assert.doesNotMatch(left, /quick-restart|PopupBaseMenuItem/); // our styles, and our item among the shell's PopupMenuItems
    calls.forget();
    await openPowerMenu(shell);
    await shell.hold('shift');
    assert.deepEqual(await powerItems(shell), ORDINARY);
    await shell.release('shift');
    assert.deepEqual(askedOf(calls), []);
  });

  test('switched off while the dialog is open, nothing stays armed', async () => {
    await switchOn(true);
    await open();
    await chooseWithShift(shell, 'Quick Restart…', quickInto(RELEASES.newer));
    await switchOn(false);
    await becomes(() => modeOf(desktop), 'off');
    assert.doesNotMatch(await dialogSays(shell, /restart automatically/), /quick/i);
    await cancel(shell);
    assert.equal(await shape(shell), left);
    await switchOn(true);
  });

  test('Restart in the dialog: the session ends, logind is asked for a restart, and the next one is armed', async () => {
    await open();
    await chooseWithShift(shell, 'Quick Restart…', quickInto(RELEASES.newer));
    await answerDialog(shell, 'Restart');
    await until(() => calls.deeds().some((deed) => deed.startsWith('logind answers Reboot')), 'the restart', 30_000);
    assert.deepEqual(calls.deeds().slice(0, 3), ['helper SetEveryRestart once', 'helper answers SetEveryRestart', 'logind Reboot true']);
    assert.equal(await modeOf(desktop), 'once');
    assert.match(await desktop.shell('cat /run/quick-restart/next-restart'), new RegExp(`^kernel 0 \\d+ /boot/vmlinuz-${RELEASES.newer.replaceAll('.', '\\.')}$`, 'm'));
  });

  test('nothing went wrong in the shell', async () => {
    assert.doesNotMatch(await desktop.shell(`cat /out/shell.log`), new RegExp(`${EXTENSION}|JS ERROR`));
  });
});

function quickInto(release: string): RegExp {
  return new RegExp(`The next restart is a quick one, into ${release.replaceAll('.', '\\.')}\\. It should take about 22 seconds\\.`);
}

function askedOf(log: CallLog): readonly string[] {
  return log.messages().filter(({ type, destination }) => type === 'method_call' && destination === 'org.quickrestart1').map(({ member }) => member);
}

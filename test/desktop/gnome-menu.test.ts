import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { becomes } from '../fakes/becomes.ts';
import { CallLog } from './support/call-log.ts';
import { Desktop } from './support/desktop.ts';
import { GnomeShell } from './support/gnome-shell.ts';
import { closePowerMenu, openPowerMenu, POWER_MENU, powerItems, restartReads } from './support/power-menu.ts';

const EXTENSION = 'quick-restart@quickrestart1.org';
const ORDINARY = ['Suspend', 'Restart…', 'Power Off…', 'Log Out…'];
const QUICK = ['Suspend', 'Quick Restart…', 'Power Off…', 'Log Out…'];
/** Our item stands in the menu: the shell's own is hidden. */
const OURS = `!${POWER_MENU}._getMenuItems().find((item) => item.label?.text === 'Restart…').visible`;

/** Somebody who has switched the extension on, with GNOME's own session manager; the app is not there. The tests follow each other in one session. */
describe('the menu of GNOME Shell', () => {
  let desktop: Desktop;
  let shell: GnomeShell;
  let calls: CallLog;
  before(async () => {
    desktop = await Desktop.start({ name: 'gnome-menu', extensions: [], managed: true });
    console.log(`pictures and logs: ${desktop.out}`);
    shell = await GnomeShell.of(desktop);
    calls = await CallLog.start(desktop);
    await switchOn(true);
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

  test('switched on, it asks nobody anything', async () => {
    assert.equal(await shell.evaluate(`Main.extensionManager.lookup('${EXTENSION}').error ?? ''`), '');
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
});

function askedOf(log: CallLog): readonly string[] {
  return log.messages().filter(({ type, destination }) => type === 'method_call' && destination === 'org.quickrestart1').map(({ member }) => member);
}

import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { becomes } from '../fakes/becomes.ts';
import { until } from '../fakes/dbus/child-program.ts';
import { CallLog, type BusMessage } from './support/call-log.ts';
import { RELEASES } from './support/computer.ts';
import { Desktop } from './support/desktop.ts';
import { cancel, chooseWithShift, EXTENSION, modeOf, ORDINARY, OURS, shape } from './support/gnome-menu.ts';
import { GnomeShell } from './support/gnome-shell.ts';
import { choose, closePowerMenu, dialogSays, openPowerMenu, powerItems, restartReads } from './support/power-menu.ts';

const BUNDLE = '/usr/libexec/quick-restart/quick-restartd.cjs';
const HELPER = '$(pgrep --full ^/usr/bin/node.*quick-restartd)';
const LOGIN = { extensions: [EXTENSION], managed: true };
const QUICK = new RegExp(`The next restart is a quick one, into ${RELEASES.running.replaceAll('.', String.raw`\.`)}\\.`);

/** Somebody who has logged in to GNOME with the extension, on a day when something is wrong. The tests follow each other. */
describe('the menu of GNOME Shell in trouble', () => {
  let desktop: Desktop;
  let shell: GnomeShell;
  let calls: CallLog;
  before(async () => {
    desktop = await Desktop.start({ name: 'gnome-trouble', ...LOGIN });
    console.log(`pictures and logs: ${desktop.out}`);
    shell = await GnomeShell.of(desktop);
    calls = await CallLog.start(desktop);
  });
  afterEach(() => shell.release('shift').then(() => closePowerMenu(shell)).catch(() => undefined)); // a shell that has been killed has neither
  after(() => desktop.stop());

  /** The menu is GNOME's own, whatever is held; so is the dialog, and nothing is asked for by it. */
  async function isGnomesOwn(): Promise<void> {
    await shell.hold('shift');
    assert.deepEqual(await powerItems(shell), ORDINARY);
    await choose(shell, 'Restart…');
    await shell.release('shift');
    assert.doesNotMatch(await dialogSays(shell, /The system will restart automatically/), /quick|ordinary/i);
    await cancel(shell);
    assert.deepEqual(calls.deeds(), []);
  }

  /** Opens the power menu, and waits until the helper has answered. */
  async function open(): Promise<void> {
    await openPowerMenu(shell);
    await shell.settled(OURS, 'our own item', 30_000);
    await restartReads(shell, 'Restart…');
  }

  async function logIsClean(): Promise<void> {
    assert.doesNotMatch(await desktop.shell('cat /out/shell.log'), /quick.?restart|JS ERROR/i);
  }

  test('a helper from before every-restart mode: it answers, and menu and dialog stay GNOME’s own', async () => {
    const untouched = await shape(shell);
    // The same helper, under whose names for the mode nobody asks.
    await desktop.shell(`cp ${BUNDLE} ${BUNDLE}.away && sed -i 's/EveryRestart/EveryOther/g; s/NextRestart/NextOther/g' ${BUNDLE}`);
    calls.forget();
    await openPowerMenu(shell);
    await becomes(() => answered(calls), ['Get', 'GetAll', 'Plan'], 30_000);
    assert.doesNotMatch(await desktop.run('person', ['busctl', 'introspect', 'org.quickrestart1', '/org/quickrestart1']), /EveryRestart|NextRestart/);
    await isGnomesOwn();
    assert.equal(await shape(shell), untouched);
    await desktop.shell(`mv ${BUNDLE}.away ${BUNDLE} && kill ${HELPER}`);
    await logIsClean();
  });

  test('a helper that dies in the middle of its answer: what the menu showed before makes room for GNOME’s own', async () => {
    await open();
    await closePowerMenu(shell);
    calls.forget();
    await desktop.shell(`kill -STOP ${HELPER}`);
    await openPowerMenu(shell);
    await becomes(() => askedOf(calls), ['GetAll', 'Plan']);
    await desktop.shell(`kill -KILL ${HELPER}`);
    await shell.settled(`!(${OURS})`, 'the shell’s own item');
    await isGnomesOwn();
    await logIsClean();
  });

  test('a shell that is killed between choice and answer: the next restart is an ordinary one again within a second, and so says the next shell', async () => {
    await desktop.program('person', ['python3', '/run/test/client.py']).saw(/registered/);
    await open();
    await chooseWithShift(shell, 'Quick Restart…', QUICK);
    assert.equal(await modeOf(desktop), 'once');
    await desktop.shell('kill -KILL $(pgrep --uid person --exact gnome-shell)');
    await until(() => Number.isFinite(afterArming(calls).takenBack), 'taken back');
    const { left, takenBack } = afterArming(calls);
    console.log(`taken back ${(takenBack - left) / 1000} ms after the shell had left the bus`);
    assert.ok(takenBack - left < 1e6);
    assert.equal(await modeOf(desktop), 'off');
    await desktop.logOut(); // without its shell a session under Wayland is over
    await desktop.logIn(LOGIN);
    shell = await GnomeShell.of(desktop);
    calls.forget();
    // GNOME's session manager has switched all extensions off, as it does when its shell has crashed.
    await desktop.run('person', ['gsettings', 'set', 'org.gnome.shell', 'disable-user-extensions', 'false']);
    await open();
    await choose(shell, 'Restart…');
    assert.doesNotMatch(await dialogSays(shell, /The system will restart automatically/), /quick|ordinary/i);
    await cancel(shell);
    assert.deepEqual(calls.deeds(), []);
    await logIsClean();
  });
});

/** Members of the helper that somebody has asked for. */
function askedOf(log: CallLog): readonly string[] {
  return members(log.messages().filter(isQuestion));
}

/** Those of them that have an answer, which is no error. */
function answered(log: CallLog): readonly string[] {
  const answers = new Set(log.messages().filter(({ type }) => type === 'method_return').map(({ destination, replyCookie }) => `${destination} ${replyCookie ?? ''}`));
  return members(log.messages().filter(isQuestion).filter(({ sender, cookie }) => answers.has(`${sender} ${cookie}`)));
}

function isQuestion({ type, destination }: BusMessage): boolean {
  return type === 'method_call' && destination === 'org.quickrestart1';
}

function members(messages: readonly BusMessage[]): readonly string[] {
  return [...new Set(messages.map(({ member }) => member))].sort();
}

/** When who armed last left the bus, and when the helper told of another mode after that: µs since 1970. */
function afterArming(log: CallLog): { readonly left: number; readonly takenBack: number } {
  const messages = log.messages();
  const armed = messages.findLast(({ type, member }) => type === 'method_call' && member === 'SetEveryRestart')?.sender;
  const left = messages.find(({ type, member, arguments: [name, , owner] }) => type === 'signal' && member === 'NameOwnerChanged' && name === armed && owner === '')?.atUsec ?? Number.NaN;
  const told = messages.find(({ type, member, atUsec, arguments: changes }) => type === 'signal' && member === 'PropertiesChanged' && atUsec > left && JSON.stringify(changes).includes('"EveryRestart"'));
  return { left, takenBack: told?.atUsec ?? Number.NaN };
}

// The extension from its Debian package, in GNOME, on a whole machine: a person's hands in the shell's own menu restart the machine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GNOME_SHAPE } from '../../../scripts/guest/gnome/gnome-image.ts';
import { stepsTo } from '../../../scripts/guest/steps.ts';
import { measureRestart } from '../../../scripts/try/measure-restart.ts';
import { promisedBy, prove } from '../../../scripts/try/proofs.ts';
import type { RestartReport } from '../../../scripts/try/restart-report.ts';
import { evaluation, type GnomeShell, type Point } from '../../desktop/support/gnome-shell.ts';
import { DIALOG, dialogButton } from '../../desktop/support/power-menu.ts';
import type { Machine } from '../machine/machine.ts';
import { startCopy, type WorkingCopy } from '../machine/working-copy.ts';
import { askForQuickRestart, explained, picture, planned, sitDown } from './hands.ts';
import { EXTENSION, quoted, SESSION, sessionImage } from './session-image.ts';

/** The shell is polkit's agent for its session, from login to logout; that it says so is no question to anybody. */
const AGENT_OF_THE_SHELL = /^(?:Unr|R)egistered Authentication Agent for unix-session:\S+ \(system bus name \S+(?: \[\/usr\/bin\/gnome-shell .*\])?, object path \/org\/freedesktop\/PolicyKit1\/AuthenticationAgent,/;

describe('the menu of GNOME Shell on a whole machine', { timeout: 5_400_000 }, () => {
  let copy: WorkingCopy;
  let machine: Machine;
  let shell: GnomeShell;
  before(async () => {
    const image = await sessionImage(stepsTo((text) => void process.stdout.write(text)));
    copy = await startCopy(image, SESSION, { shape: GNOME_SHAPE });
    machine = copy.machine;
    shell = await sitDown(machine);
  });
  after(() => copy.remove());
  const look = (name: string): Promise<void> => picture(machine, shell, name);

  test('somebody sits at a graphical session of GNOME, and the extension runs in it', async () => {
    assert.match(await machine.root.read("loginctl show-session $(loginctl show-user person -p Display --value)"), /^Seat=seat0\n[^]*^Type=wayland\n[^]*^Class=user\nActive=yes$/m);
    assert.deepEqual(await shell.evaluate(`[Main.extensionManager.lookup('${EXTENSION}').state, Main.extensionManager.lookup('${EXTENSION}').error ?? '']`), [1, '']);
  });

  test('given up in the dialog: nothing is loaded, nothing armed, and the machine runs on', async () => {
    const { bootId } = machine.root;
    const plan = await planned(machine);
    await explained(machine, async () => {
      await askForQuickRestart(shell, plan, look);
      assert.equal(await mode(machine), 'once');
      await shell.press('escape');
      await shell.settled(`${DIALOG}.state === 1`, 'no dialog');
      await shell.until(async () => (await mode(machine)) === 'off', 'disarmed');
    });
    assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded /proc/sys/kernel/random/boot_id'), `0\n${String(bootId)}`);
  });

  test('Quick Restart… with Shift held, and Restart in the dialog: the planned kernel through kexec, and nothing is lost', async (t) => {
    await machine.restoreTo(SESSION);
    shell = await sitDown(machine);
    const plan = await planned(machine);
    assert.notEqual(plan.entry?.kernelRelease, await machine.root.read('uname -r'), 'the plan is the kernel that runs already');
    const report = await explained(machine, async () => {
      await askForQuickRestart(shell, plan, look);
      const middle = await shell.evaluate<Point>(`quickRestartTest.middle(${dialogButton('Restart')})`);
      await shell.move(middle);
      const [press, release] = [true, false].map((down) => evaluation(`quickRestartTest.button(${down})`).map(quoted).join(' '));
      return measureRestart(machine, machine.person, `${press}; sleep 0.2; ${release}; sleep 400`);
    });
    assert.deepEqual(prove(promisedBy(plan), withoutTheShellsAgent(report)).filter((proof) => !proof.holds), [], machine.serial.tail(60));
    assert.equal(await mode(machine), 'off');
    t.diagnostic(`the quick restart from the menu: ${(report.parts.firmwareMs / 1000).toFixed(1)} s between the kernels`);
  });
});

async function mode({ person }: Machine): Promise<string> {
  return (JSON.parse(await person.read('quick-restart every-restart status --json')) as { readonly mode: string }).mode;
}

function withoutTheShellsAgent(report: RestartReport): RestartReport {
  return { ...report, passwordPrompts: report.passwordPrompts.filter((line) => !AGENT_OF_THE_SHELL.test(line)) };
}

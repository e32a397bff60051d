// The extension from its Debian package, in GNOME, on a whole machine: a person's hands in the shell's own menu restart the machine.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { GNOME_SHAPE } from '../../../scripts/guest/gnome/gnome-image.ts';
import { stepsTo } from '../../../scripts/guest/steps.ts';
import { measureRestart } from '../../../scripts/try/measure-restart.ts';
import { promisedBy, prove } from '../../../scripts/try/proofs.ts';
import type { RestartReport } from '../../../scripts/try/restart-report.ts';
import { evaluation, GnomeShell, type Point } from '../../desktop/support/gnome-shell.ts';
import { choose, DIALOG, dialogButton, dialogSays, openPowerMenu, POWER_MENU, restartReads } from '../../desktop/support/power-menu.ts';
import type { Machine } from '../machine/machine.ts';
import { startCopy, type WorkingCopy } from '../machine/working-copy.ts';
import { EXTENSION, OUT, quoted, SESSION, sessionImage, shellOf } from './session-image.ts';

/** The shell is polkit's agent for its session, from login to logout; that it says so is no question to anybody. */
const AGENT_OF_THE_SHELL = /^(?:Unr|R)egistered Authentication Agent for unix-session:\S+ \(system bus name \S+(?: \[\/usr\/bin\/gnome-shell .*\])?, object path \/org\/freedesktop\/PolicyKit1\/AuthenticationAgent,/;

/**
 * An emulated processor may draw a dialog for longer than the minute after which it restarts by itself: here it waits for the person. Nor does
 * it darken the screen by a shader, which it computes for every point anew.
 */
const UNHURRIED = `(() => {
  ${DIALOG}._startTimer = function () { this._secondsLeft = this._totalSecondsToStayOpen; };
  ${DIALOG}._lightbox._radialEffect = false;
  ${DIALOG}._lightbox.clear_effects();
  ${DIALOG}._lightbox.set({ opacity: 0, style_class: 'lightbox' });
})()`;

describe('the menu of GNOME Shell on a whole machine', { timeout: 5_400_000 }, () => {
  let copy: WorkingCopy;
  let machine: Machine;
  let shell: GnomeShell;
  before(async () => {
    const image = await sessionImage(stepsTo((text) => void process.stdout.write(text)));
    copy = await startCopy(image, SESSION, { shape: GNOME_SHAPE });
    machine = copy.machine;
    await sitDown();
  });
  after(() => copy.remove());

  async function sitDown(): Promise<void> {
    shell = await GnomeShell.of(shellOf(machine));
    await shell.evaluate(UNHURRIED);
  }

  /** Holds Shift in the power menu, chooses Quick Restart…, and waits for the dialog that says which kernel comes. */
  async function askForQuickRestart(release: string): Promise<void> {
    await openPowerMenu(shell);
    await restartReads(shell, 'Restart…');
    await shell.settled(`!${POWER_MENU}._getMenuItems().find((item) => item.label?.text === 'Restart…').visible`, 'our own item', 30_000);
    await shell.hold('shift');
    await restartReads(shell, 'Quick Restart…');
    await picture('menu');
    await choose(shell, 'Quick Restart…');
    await shell.release('shift');
    await dialogSays(shell, new RegExp(`The next restart is a quick one, into ${release.replaceAll(/[.+]/g, String.raw`\$&`)}\\.`));
    await picture('dialog');
  }

  /** A picture of the screen, in .cache/menu/out. */
  async function picture(name: string): Promise<void> {
    await shell.picture(name);
    writeFileSync(join(OUT, `${name}.png`), Buffer.from(await machine.person.read(`base64 -w0 /out/${name}.png`), 'base64'));
  }

  test('somebody sits at a graphical session of GNOME, and the extension runs in it', async () => {
    assert.match(await machine.root.read("loginctl show-session $(loginctl show-user person -p Display --value)"), /^Seat=seat0\n[^]*^Type=wayland\n[^]*^Class=user\nActive=yes$/m);
    assert.deepEqual(await shell.evaluate(`[Main.extensionManager.lookup('${EXTENSION}').state, Main.extensionManager.lookup('${EXTENSION}').error ?? '']`), [1, '']);
  });

  test('given up in the dialog: nothing is loaded, nothing armed, and the machine runs on', async () => {
    const { bootId } = machine.root;
    const release = (await planned(machine)).entry?.kernelRelease ?? '';
    await explained(machine, async () => {
      await askForQuickRestart(release);
      assert.equal(await mode(machine), 'once');
      await shell.press('escape');
      await shell.settled(`${DIALOG}.state === 1`, 'no dialog');
      await shell.until(async () => (await mode(machine)) === 'off', 'disarmed');
    });
    assert.equal(await machine.root.read('cat /sys/kernel/kexec_loaded /proc/sys/kernel/random/boot_id'), `0\n${String(bootId)}`);
  });

  test('Quick Restart… with Shift held, and Restart in the dialog: the planned kernel through kexec, and nothing is lost', async (t) => {
    await machine.restoreTo(SESSION);
    await sitDown();
    const plan = await planned(machine);
    assert.notEqual(plan.entry?.kernelRelease, await machine.root.read('uname -r'), 'the plan is the kernel that runs already');
    const report = await explained(machine, async () => {
      await askForQuickRestart(plan.entry?.kernelRelease ?? '');
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

type Plan = Parameters<typeof promisedBy>[0];

async function planned({ person }: Machine): Promise<Plan> {
  return JSON.parse(await person.read('quick-restart plan --json')) as Plan;
}

async function mode({ person }: Machine): Promise<string> {
  return (JSON.parse(await person.read('quick-restart every-restart status --json')) as { readonly mode: string }).mode;
}

function withoutTheShellsAgent(report: RestartReport): RestartReport {
  return { ...report, passwordPrompts: report.passwordPrompts.filter((line) => !AGENT_OF_THE_SHELL.test(line)) };
}

/** Adds to an error what the person's programs, helper, logind and polkit wrote, before a restart too. */
async function explained<T>(machine: Machine, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    const units = ['systemd-logind', 'polkit', 'quick-restartd', 'quick-restart-every', 'quick-restart-jump'].map((name) => `+ _SYSTEMD_UNIT=${name}.service`);
    const said = await machine.root.read(`journalctl -o short-monotonic --no-pager _UID=1000 ${units.join(' ')} | tail -n 120`).catch(String);
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n--- the journal ---\n${said}`, { cause: error });
  }
}

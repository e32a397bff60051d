import { type GnomeShell, evaluation, type Point } from '../../test/desktop/support/gnome-shell.ts';
import { dialogButton } from '../../test/desktop/support/power-menu.ts';
import { GuestRestarted } from '../../test/vm/machine/agent.ts';
import type { Machine } from '../../test/vm/machine/machine.ts';
import { askForQuickRestart, explained, type Plan, planned, sitDown } from '../../test/vm/menu/hands.ts';
import { quoted, SESSION } from '../../test/vm/menu/session-image.ts';

/** The person's last word: a click on Restart in the dialog, or Enter behind `quick-restart now --yes`. */
export type Way = 'menu' | 'now';

/** One quick restart, from the person's last word on. */
export interface Restart {
  /** From there to the kernel's last line before the jump, by the host's clock. */
  readonly jumpMs: number;
  /** The guest's clock at the last word, µs since 1970. */
  readonly confirmedUsec: number;
  /** The end of the journal of the boot that it ended, as journalctl -o short-unix shows it. */
  readonly journal: readonly string[];
}

const RESTART_TIMEOUT_MS = 420_000;
/** On the console, at the last word: its time there and the jump's are of one clock. */
const CONFIRMED = /^quick-restart-bench confirmed (\d{16})/;
const JUMP = /kexec_core: Starting new kernel/;

/** Says it, and lets the button of the pointer go: that is when the shell hears the yes. */
const LET_GO = `(() => {
  const { Gio, GLib } = imports.gi;
  const console = Gio.File.new_for_path('/dev/ttyS0').append_to(Gio.FileCreateFlags.NONE, null);
  console.write('\\nquick-restart-bench confirmed ' + GLib.get_real_time() + '\\n', null);
  console.close(null);
  return quickRestartTest.button(false);
})()`;

/** Says it, and does what Enter does; comes back where it failed. In a service of the session's own manager, as a terminal is, for polkit to find the active session. */
const ENTER = `
rm -f "$HOME/failed"
systemd-run --user --quiet --collect sh -c ${quoted(`
printf '\\nquick-restart-bench confirmed %s\\n' "$(date +%s%6N)" >/dev/ttyS0
quick-restart now --yes >"$HOME/said" 2>&1 || mv "$HOME/said" "$HOME/failed"
`)}
until [ -e "$HOME/failed" ]; do sleep 1; done
cat "$HOME/failed"
exit 1
`;

/** Restarts from the session's saved state in one of the two ways, the helper awake in both; throws where the jump was not into what was planned. */
export async function restartBy(way: Way, machine: Machine): Promise<Restart> {
  await machine.restoreTo(SESSION);
  const { bootId } = machine.root;
  await machine.root.read('chmod o+w /dev/ttyS0');
  const shell = await sitDown(machine);
  const plan = await planned(machine);
  const sinceMs = performance.now();
  await explained(machine, async () => {
    await ask(machine, way === 'menu' ? await atTheButton(shell, plan) : ENTER);
    await machine.explain('no other boot', () => machine.root.waitForBoot(bootId, RESTART_TIMEOUT_MS));
  });
  const release = await machine.root.read('uname -r');
  if (release !== plan.entry?.kernelRelease) throw new Error(`no quick restart: ${release} runs, planned was ${String(plan.entry?.kernelRelease)}\n${machine.serial.tail(40)}`);
  const journal = (await machine.root.read('journalctl -b -1 -o short-unix --no-pager | tail -n 1000')).split('\n');
  return { ...betweenLines(machine, sinceMs), journal };
}

/** The machine's end comes before the command's. */
async function ask(machine: Machine, command: string): Promise<void> {
  try {
    const { code, stdout, stderr } = await machine.person.run(command, RESTART_TIMEOUT_MS);
    throw new Error(`no restart, exit ${code}\n${stdout}${stderr}`);
  } catch (error) {
    if (!(error instanceof GuestRestarted)) throw error;
  }
}

/** The pointer waits on the dialog's button; gives the command that presses it. */
async function atTheButton(shell: GnomeShell, plan: Plan): Promise<string> {
  await askForQuickRestart(shell, plan);
  await shell.move(await shell.evaluate<Point>(`quickRestartTest.middle(${dialogButton('Restart')})`));
  const [press, letGo] = ['quickRestartTest.button(true)', LET_GO].map((script) => evaluation(script).map(quoted).join(' '));
  return `${String(press)}; sleep 0.2; ${String(letGo)}; sleep 400`;
}

function betweenLines({ serial }: Machine, sinceMs: number): Pick<Restart, 'jumpMs' | 'confirmedUsec'> {
  const confirmed = serial.find(CONFIRMED, sinceMs);
  const jump = serial.find(JUMP, sinceMs);
  if (confirmed === null || jump === null) throw new Error(`the console does not show ${confirmed === null ? 'the yes' : 'the jump'}\n${serial.tail(40)}`);
  return { jumpMs: jump.atMs - confirmed.atMs, confirmedUsec: Number(CONFIRMED.exec(confirmed.text)?.[1]) };
}

import { CallLog, type BusMessage } from '../../test/desktop/support/call-log.ts';
import type { Desktop } from '../../test/desktop/support/desktop.ts';
import { GnomeShell } from '../../test/desktop/support/gnome-shell.ts';
import { answerDialog, choose, dialogSays, openPowerMenu, restartReads } from '../../test/desktop/support/power-menu.ts';
import { until } from '../../test/fakes/dbus/child-program.ts';

/** Milliseconds from somebody's last word to logind's call that restarts. */
export type RestartMs = Readonly<Record<'ordinary' | 'quick' | 'now', readonly number[]>>;

/** Restarts in sessions of GNOME's own manager, through the menu in both ways, and by the command line, in turn. logind is stood in for: nothing ends but the sessions. */
export async function restartsOf(desktop: Desktop, extension: string, rounds: number): Promise<RestartMs> {
  // Started where somebody is logged in: a bus on which nobody speaks does not show that it is listened to.
  let calls: CallLog | null = null;
  const found = { ordinary: [] as number[], quick: [] as number[], now: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const how of ['ordinary', 'quick'] as const) {
      await desktop.logIn({ extensions: [extension], managed: true });
      calls ??= await CallLog.start(desktop);
      found[how].push(await throughMenu(desktop, calls, how));
      await desktop.logOut();
      await desktop.shell('quick-restart every-restart off');
    }
    if (calls !== null) found.now.push(await byCommand(desktop, calls));
  }
  return found;
}

async function throughMenu(desktop: Desktop, calls: CallLog, how: 'ordinary' | 'quick'): Promise<number> {
  const shell = await GnomeShell.of(desktop);
  await openPowerMenu(shell);
  await restartReads(shell, 'Restart…');
  if (how === 'quick') await shell.hold('shift');
  await choose(shell, how === 'quick' ? 'Quick Restart…' : 'Restart…');
  if (how === 'quick') await shell.release('shift');
  await dialogSays(shell, how === 'quick' ? /The next restart is a quick one/ : /restart automatically/);
  calls.forget();
  const confirmedUsec = await answerDialog(shell, 'Restart');
  return ((await askedUsec(calls, 'Reboot')) - confirmedUsec) / 1000;
}

/** Its last word is Enter behind the command. */
async function byCommand(desktop: Desktop, calls: CallLog): Promise<number> {
  calls.forget();
  const confirmedUsec = Date.now() * 1000;
  await desktop.run('root', ['quick-restart', 'now', '--yes']);
  const asked = await askedUsec(calls, 'RebootWithFlags');
  await desktop.shell('quick-restart unload');
  return (asked - confirmedUsec) / 1000;
}

async function askedUsec(calls: CallLog, member: string): Promise<number> {
  let at: number | undefined;
  const isIt = (one: BusMessage): boolean => one.type === 'method_call' && one.interface === 'org.freedesktop.login1.Manager' && one.member === member;
  await until(() => (at = calls.messages().find(isIt)?.atUsec) !== undefined, `logind asked for ${member}`, 60_000);
  return at ?? NaN;
}

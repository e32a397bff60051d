import type { Desktop } from '../../test/desktop/support/desktop.ts';
import { GnomeShell } from '../../test/desktop/support/gnome-shell.ts';
import { sleep } from '../../test/fakes/dbus/child-program.ts';
import { useOf } from './processes.ts';

const CALM_MS = 10_000;
/** As long as the clock in the panel takes to its next minute: one of its ticks is in every such time. */
const REST_MS = 60_000;

/** GNOME Shell while nobody does anything. */
export interface Rest {
  /** How often its main loop was woken in a minute. */
  readonly wakeUps: number;
  /** How many timers wait in its main loop. */
  readonly timers: number;
}

/** Lets it rest with the extension and without it, in turn, in one session; behind a login other things end for a while, so one round is none. */
export async function restOf(desktop: Desktop, extension: string, rounds: number): Promise<Readonly<Record<'with' | 'without', readonly Rest[]>>> {
  await desktop.logIn({ extensions: [extension] });
  const shell = await GnomeShell.of(desktop);
  const found = { with: [] as Rest[], without: [] as Rest[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const how of ['without', 'with'] as const) {
      await desktop.run('person', ['gnome-extensions', how === 'with' ? 'enable' : 'disable', extension]);
      await shell.settled(`Main.extensionManager.lookup('${extension}').state === ${how === 'with' ? 1 : 2}`, `${how} the extension`);
      await sleep(CALM_MS);
      const timers = await shell.evaluate<number>(TIMERS);
      const before = await useOf(desktop);
      await sleep(REST_MS);
      found[how].push({ wakeUps: (await useOf(desktop)).wakeUps - before.wakeUps, timers });
    }
  }
  await desktop.logOut();
  return found;
}

/** Sources of the main loop that have a moment at which they become ready; numbers of sources go up by one. */
const TIMERS = `(() => {
  const { GLib } = imports.gi;
  const last = GLib.timeout_add(GLib.PRIORITY_DEFAULT, 1e9, () => GLib.SOURCE_REMOVE);
  GLib.source_remove(last);
  const context = GLib.MainContext.default();
  let timers = 0;
  for (let id = 1; id < last; id += 1) if ((context.find_source_by_id(id)?.get_ready_time() ?? -1) > 0) timers += 1;
  return timers;
})()`;

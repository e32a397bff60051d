import type { Fault, Recorded } from '../fault.ts';
import { pause, type Stand, survive } from '../stand.ts';
import { KEXEC_WAITS, LOADED, question, typeAt, WITHIN } from './ways.ts';

/** Before anything of the shutdown is noted, and after; after a restart that came up, that is recorded first. */
const NOT_NOTED: readonly Recorded[] = [['power-cycle', true]];
const NOTED: readonly Recorded[] = [['quick', false]];
/** No shutdown waits until the note is on the disk; it is there some seconds later, or when file systems are unmounted. Both accounts are true. */
const PERHAPS_NOTED: readonly Recorded[] = [...NOT_NOTED, ...NOTED];

/** The power fails at ten moments from the plan to after the jump. The boot loader then starts the newer kernel, as it would have anyway. */
export const POWER: readonly Fault[] = [
  cut('power-cut-in-plan', 'while the plan is made', NOT_NOTED, async (stand) => {
    const plan = survive(stand.person.run('quick-restart plan'));
    await pause(1500);
    void plan;
  }),
  cut('power-cut-at-question', 'while the person is asked', NOT_NOTED, async (stand) => {
    await typeAt(stand.person, 'quick-restart now');
    await question(stand);
  }),
  cut('power-cut-in-load', 'while kexec loads', NOT_NOTED, async (stand) => {
    await stand.root.read(KEXEC_WAITS);
    void survive(stand.person.run('quick-restart now --yes'));
    await stand.until(LOADED);
  }),
  cut('power-cut-after-load', 'after the load, before anybody restarts', NOT_NOTED, async (stand) => {
    await stand.person.read('quick-restart load');
  }),
  cut('power-cut-stopping', 'when services begin to stop', PERHAPS_NOTED, async (stand) => {
    const marked = stand.root.read("systemd-run -q --unit=mark --remain-after-exit -p 'ExecStop=/bin/sh -c \"echo BEGINS >/dev/ttyS0\"' true");
    await marked;
    await restartUntil(stand, /BEGINS/);
  }),
  cut('power-cut-noted', 'when the stop has been noted and services still stop', PERHAPS_NOTED, async (stand) => {
    await stand.root.read(`systemd-run -q --unit=mark --remain-after-exit -p TimeoutStopSec=120 -p 'ExecStop=/bin/sh -c "until test -e /var/lib/quick-restart/stop; do sleep 0.1; done; sleep 2; echo NOTED >/dev/ttyS0; sleep 60"' true`);
    await restartUntil(stand, /NOTED/);
  }),
  cut('power-cut-unmounting', 'when all services have stopped and file systems are unmounted', PERHAPS_NOTED, (stand) => restartUntil(stand, /systemd-shutdown\[1\]|Sending SIGTERM/)),
  cut('power-cut-at-jump', 'at the jump', NOTED, (stand) => restartUntil(stand, /Starting new kernel/)),
  cut('power-cut-new-kernel', "at the new kernel's first line", NOTED, async (stand) => {
    await restartUntil(stand, /Starting new kernel/);
    await stand.line(/Linux version/, performance.now());
  }),
  cut('power-cut-new-services', "when the new kernel's services start", NOTED, async (stand) => {
    await restartUntil(stand, /Starting new kernel/);
    const boot = stand.root.bootId;
    await stand.root.waitForBoot(boot, 300_000);
  }),
];

function cut(id: string, when: string, recorded: readonly Recorded[], until: (stand: Stand) => Promise<void>): Fault {
  return {
    id,
    fault: `the power fails ${when}`,
    outcome: 'the boot loader starts its default; the file system repairs itself',
    withinSeconds: WITHIN.restart,
    ends: { way: 'power-cycle', recorded },
    play: async (stand) => {
      await until(stand);
      await stand.cutPower();
    },
  };
}

/** Restarts quickly, up to a line on the console. */
async function restartUntil(stand: Stand, line: RegExp): Promise<void> {
  const sinceMs = performance.now();
  void survive(stand.person.run('quick-restart now --yes'));
  await stand.line(line, sinceMs, 300);
}

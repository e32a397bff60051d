import assert from 'node:assert/strict';
import type { HistoryJson } from '../../../src/cli/view/history.ts';
import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { WITHIN } from './ways.ts';

const FILL = 'dd if=/dev/zero of=/filler bs=1M status=none 2>/dev/null; dd if=/dev/zero of=/filler2 bs=4k status=none 2>/dev/null';
/** journald makes room on a full disk by removing old journals; and what services had for themselves is removed when they stop. So the disk is filled again in the next boot. */
const STAYS_FULL = `mkdir -p /etc/systemd/journald.conf.d; printf '[Journal]\\nStorage=volatile\\n' >/etc/systemd/journald.conf.d/memory.conf; systemctl restart systemd-journald
printf '[Unit]\\nBefore=quick-restart-boot.service\\n[Service]\\nType=oneshot\\nExecStart=-/bin/dd if=/dev/zero of=/filler3 bs=4k\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/fill.service; systemctl enable fill.service`;

/** What goes on beside a restart: clocks, the disk of the history, our own package. */
export const UPKEEP: readonly Fault[] = [
  {
    id: 'clock-set-back',
    fault: 'the clock is set back by a year before the restart, and is right again after it',
    outcome: 'quick restart; its length in the history is right or unknown, not a year',
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read('date -s "$(date -d \'-400 days\' \'+%F %T\')"');
      await stand.restart('quick-restart now --yes');
      await stand.until('quick-restart history --json | grep -q quick', 180);
      const { records } = JSON.parse(await stand.person.read('quick-restart history --json')) as HistoryJson;
      const seconds = records[0]?.totalSeconds ?? null;
      assert.ok(seconds === null || (seconds > 0 && seconds < 600), JSON.stringify(records));
    },
  },
  {
    id: 'disk-full-while-recording',
    fault: 'the disk is full to the last block when the restart is to be recorded',
    outcome: 'quick restart; the journal says that it could not be recorded, and no unit fails',
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick', recorded: 'nothing' },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read(STAYS_FULL);
      // One line first: then the witness of the stop, which only appends to its block, can still be written.
      await stand.root.read(`echo first >>/var/lib/quick-restart-try/witness; sync; ${FILL}; sync; true`);
      await stand.restart('quick-restart now --yes');
      await stand.until('[ "$(systemctl show -P MainPID quick-restart-boot.service)" = 0 ]', 180);
      assert.match(await stand.root.read('journalctl --no-pager -b -o cat -u quick-restart-boot.service'), /could not be/);
      await stand.root.read('rm /filler*; sync');
    },
  },
  {
    id: 'package-upgraded-while-loaded',
    fault: 'our own package is upgraded while a kernel is loaded',
    outcome: 'it stays loaded, status of the new version says so, and unload takes it back',
    withinSeconds: 240,
    play: async ({ root, person }: Stand): Promise<void> => {
      await person.read('quick-restart load');
      await root.read('dpkg -i /srv/quick-restart.deb && grep -q 1 /sys/kernel/kexec_loaded', 200_000);
      assert.match(await person.read('quick-restart status'), /any restart starts it directly/);
      await person.read('quick-restart unload');
    },
  },
  {
    id: 'package-removed-while-loaded',
    fault: 'our own package is removed while a kernel is loaded, and installed again',
    outcome: 'its removal unloads the kernel',
    withinSeconds: 300,
    play: async (stand: Stand): Promise<void> => {
      await stand.person.read('quick-restart load');
      await stand.root.read('dpkg -r quick-restart', 200_000);
      await stand.nothingLoaded();
      await stand.root.read('dpkg -i /srv/quick-restart.deb', 200_000);
    },
  },
];

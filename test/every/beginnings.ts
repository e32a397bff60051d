import { smallInitrd } from '../fakes/kernel-files.ts';
import { brokenEntry } from '../faults/rows/trial.ts';
import { FILES } from '../faults/rows/ways.ts';
import type { Machine } from '../vm/machine/machine.ts';
import { send } from './stand.ts';

/** What happened to a machine before a way is walked. */
export type Beginning = 'switched-off' | 'failed-trial' | 'watched';

/** A start into a kernel that panics, its 30 s, and a start through the firmware; emulated. */
const WITHIN_MS = 900_000;

export const BEGINNINGS: Readonly<Record<Beginning, (machine: Machine) => Promise<void>>> = {
  /** It was started with the word that switches us off. */
  'switched-off': async (machine) => {
    await machine.root.read(`echo 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX quick_restart=0"' >/etc/default/grub.d/zz-words.cfg && update-grub && sync`, WITHIN_MS);
    await restarts(machine, 'reboot -f');
    await machine.root.read('grep -w quick_restart=0 /proc/cmdline && rm /etc/default/grub.d/zz-words.cfg && update-grub && sync && systemctl start quick-restart-prepare.service', WITHIN_MS);
  },
  /** A quick restart into an entry panicked; then somebody made that entry the default. */
  'failed-trial': async (machine) => {
    await machine.root.put('/boot/empty.initrd', smallInitrd());
    await machine.root.read(`${FILES}; initrd=/boot/empty.initrd; ${brokenEntry('broken')}echo GRUB_DEFAULT=saved >/etc/default/grub.d/zz-saved.cfg && update-grub && sync`, WITHIN_MS);
    await restarts(machine, 'quick-restart now broken --yes');
    await machine.root.read('until quick-restart history --json | grep -q quick; do sleep 2; done; grub-set-default broken && sync && systemctl start quick-restart-prepare.service', WITHIN_MS);
  },
  /** It has a hardware watchdog. */
  watched: async (machine) => {
    await machine.plugWatchdog();
    await machine.root.read('udevadm settle; modprobe i6300esb heartbeat=10; udevadm settle; ls /dev/watchdog0');
  },
};

async function restarts(machine: Machine, command: string): Promise<void> {
  const before = machine.root.bootId;
  void send(machine.root, command, WITHIN_MS);
  await machine.waitUntilBooted(before, WITHIN_MS);
}

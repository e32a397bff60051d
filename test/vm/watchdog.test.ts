// A trial that hangs on a machine with a hardware watchdog: the watchdog starts it anew, and the firmware its boot loader's default.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StatusJson } from '../../src/cli/view/status.ts';
import { survive } from '../faults/stand.ts';
import type { Machine } from './machine/machine.ts';
import { withInstalled } from './machine/upgraded-image.ts';

/** The watchdog's patience is five minutes; an emulated machine needs its time before and after. */
const BACK_WITHIN_MS = 900_000;
const JUDGED_WITHIN_MS = 300_000;

describe('a trial that hangs, on a machine with a hardware watchdog', { timeout: 2_400_000 }, () => {
  let machine: Machine;
  withInstalled((started) => (machine = started));

  test('systemd of the running system uses the watchdog, and lets it run through the jump', async () => {
    await machine.root.read("echo options watchdog stop_on_reboot=0 >/etc/modprobe.d/watchdog.conf");
    await machine.plugWatchdog();
    await machine.root.read(`udevadm settle; modprobe i6300esb; udevadm settle; ls /dev/watchdog0
mkdir -p /etc/systemd/system.conf.d; printf '[Manager]\\nRuntimeWatchdogSec=60\\n' >/etc/systemd/system.conf.d/watchdog.conf; systemctl daemon-reexec`);
    assert.equal(await machine.root.read('cat /sys/module/watchdog/parameters/stop_on_reboot'), '0');
    assert.match(await machine.root.read('busctl get-property org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager RuntimeWatchdogUSec'), /^t 60000000$/);
  });

  test('the machine is back by itself on the default of the boot loader, and says what happened', async (t) => {
    await machine.root.read(HANGING);
    const boot = machine.root.bootId;
    const sinceMs = performance.now();
    const firmwareBefore = machine.firmwareStarts();
    const now = await machine.explain('the machine did not come back', () => survive(machine.person.run('quick-restart now hanging --yes', BACK_WITHIN_MS)));
    assert.ok(now === null || now.code === 0, now?.stderr);
    await machine.waitUntilBooted(boot, BACK_WITHIN_MS);
    assert.ok(machine.serial.find(/HANGS/, sinceMs) !== null, 'it did not hang');
    assert.ok(machine.events.some(({ name, atMs }) => name === 'WATCHDOG' && atMs > sinceMs), 'it was not the watchdog');
    assert.ok(machine.firmwareStarts() > firmwareBefore, 'it did not come back through the firmware');
    t.diagnostic(`back after ${((performance.now() - sinceMs) / 1000).toFixed(0)} s`);
    const told = await failure();
    assert.deepEqual([told.how, told.trial, told.refused, told.entryId], ['never-came-up', true, true, 'hanging']);
  });

  /** Judged when systemd has finished the start, which is a moment after the guest answers. */
  async function failure(): Promise<StatusJson['failedRestarts'][number]> {
    const endMs = performance.now() + JUDGED_WITHIN_MS;
    for (;;) {
      const [first] = (JSON.parse(await machine.person.read('quick-restart status --json')) as StatusJson).failedRestarts;
      if (first !== undefined) return first;
      if (performance.now() > endMs) throw new Error(await machine.root.read("journalctl --no-pager -b -u 'quick-restart-*'; cat /var/lib/quick-restart/kernels"));
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
});

/** An entry of its own whose initrd, behind the real one, has another init: it waits for ever. An archive begins at a multiple of four bytes. */
const HANGING = `mkdir -p /srv/hang; cd /srv/hang
printf '#!/bin/sh\\necho HANGS >/dev/console; while :; do sleep 60; done\\n' >init; chmod 755 init
echo init | cpio -o -H newc --quiet >/srv/hang.cpio
cp "/boot/initrd.img-$(uname -r)" /boot/initrd.hanging; truncate -s %512 /boot/initrd.hanging; cat /srv/hang.cpio >>/boot/initrd.hanging
printf 'menuentry "Hanging" --id hanging {\\n search --no-floppy --fs-uuid --set=root %s\\n linux /boot/vmlinuz-%s %s hanging\\n initrd /boot/initrd.hanging\\n}\\n' \
  "$(findmnt -no UUID /)" "$(uname -r)" "$(sed 's/^BOOT_IMAGE=[^ ]* //; s/ panic=30$//' /proc/cmdline)" >/boot/grub/custom.cfg
sync`;

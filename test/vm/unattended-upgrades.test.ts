// The way of an upgrade at night on a whole machine: unattended-upgrades, its own kernel hook, the mark, our watch, what a person's program
// hears on the bus (the tray app's notification listens to it), the real needrestart; then quickly restarted, and cleared.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Machine } from './machine/machine.ts';
import { hear, requiredRestart } from './machine/restart-due.ts';
import { withUpdaters } from './machine/updaters-image.ts';

const UPGRADE_MS = 1_200_000;
const BOOT_MS = 300_000;
const NEWER = "ls /boot/vmlinuz-* | sed 's,.*vmlinuz-,,' | sort -V | tail -n1";
/** needrestart takes its time on an emulated processor, and runs again where something changed while it ran. */
const SCANNED = `
for i in $(seq 250); do grep -qs needrestart /run/quick-restart/scanned.json && break; sleep 1; done
while systemctl show -P ActiveState quick-restart-refresh.service | grep -qx activating; do sleep 1; done
cat /run/quick-restart/scanned.json`;
const WARNINGS = 'journalctl -q -o cat -p warning -u quick-restart-refresh.service';

describe('unattended-upgrades installs a kernel', { timeout: 5_400_000 }, () => {
  let machine: Machine;
  withUpdaters((started) => (machine = started));

  test('its own hook marks the restart, and a person’s program hears of it', async (t) => {
    await machine.root.read('systemctl stop quick-restartd.service');
    const heard = await hear(machine, 'unattended-upgrade -v >/tmp/upgraded 2>&1', /RestartReasons[^]*"linux-image-/, UPGRADE_MS);
    t.diagnostic(`${await machine.root.read('tail -n 40 /tmp/upgraded; cat /run/reboot-required.pkgs')}\n${heard.slice(-4000)}`);
    assert.match(heard, /member=PropertiesChanged[^]*RestartReasons[^]*"linux-image-/);
    assert.match(await machine.root.read('cat /run/reboot-required.pkgs'), /^linux-image-/m);
  });

  test('needrestart says it too, run by our unit after the kernel’s hooks', async (t) => {
    const scanned = await machine.root.read(SCANNED, BOOT_MS);
    t.diagnostic(`${scanned}\n${await machine.root.read('needrestart -b -k -w -r l; journalctl -q -o short-monotonic -u quick-restart-refresh.service | tail -n 40', BOOT_MS)}`);
    assert.match(scanned, /"kind":"kernel-superseded","source":"needrestart"/);
    assert.equal(await machine.root.read(WARNINGS), '');
    const { code, answer } = await requiredRestart(machine);
    assert.deepEqual([code, answer.reasons.map((one) => [one.kind, one.sources])], [0, [['kernel-superseded', ['running-kernel', 'required-file', 'needrestart']]]]);
  });

  test('restarted quickly: cleared, and needrestart has nothing to say any more', async () => {
    const boot = machine.root.bootId;
    const newer = await machine.root.read(NEWER);
    await machine.person.run('quick-restart required && quick-restart now --yes --fallback --json').catch(() => undefined);
    await machine.waitUntilBooted(boot, BOOT_MS);
    assert.doesNotMatch(await machine.root.read('cat /proc/cmdline'), /BOOT_IMAGE=/, 'it came through the boot loader');
    assert.equal(await machine.root.read('uname -r'), newer);
    await machine.root.read('systemctl start quick-restart-refresh.service', BOOT_MS);
    assert.equal(await machine.root.read(WARNINGS), '');
    assert.deepEqual(await requiredRestart(machine), { code: 6, answer: { schema: 1, required: false, reasons: [] } });
  });
});
